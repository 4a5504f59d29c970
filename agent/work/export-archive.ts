// The archive: every document of a time as a file under its official name, the activity log, and the list of it all.
import { hash } from "node:crypto";
import { archiveName } from "../core/archive/file-name.ts";
import { ACTIVITY_FILE, type ArchivedDocument, type Manifest } from "../core/archive/manifest.ts";
import { localText } from "../core/riyadh-time.ts";
import type { Ledger, StoredDocument } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";

export interface ArchivePorts {
  readonly ledger: Pick<Ledger, "chains" | "chain">;
  readonly activity: Pick<ActivityLog, "after">;
  /** Writes one file, given as a path below the archive. */
  readonly write: (file: string, content: string) => void;
}

export interface ArchiveOrder {
  /** The seller's VAT number. */
  readonly seller: string;
  /** First and last day of issue, Riyadh `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
}

const PAGE = 200;

/** Writes every document and the activity log. @returns the list, not yet written. */
export function exportArchive({ ledger, activity, write }: ArchivePorts, order: ArchiveOrder): Manifest {
  const taken = new Set<string>();
  const documents: ArchivedDocument[] = [];
  for (const document of everyDocument(ledger)) {
    if (!isWithin(document, order) || document.xml === "") continue;
    const file = nameOf(document, order.seller, taken);
    const content = document.cleared?.xml ?? document.xml;
    write(file, content);
    documents.push(archived(document, file, content));
  }
  const log = activityText(activity);
  write(ACTIVITY_FILE, log);
  const others = [{ file: ACTIVITY_FILE, sha256: sha256(log) }];
  return { format: "khatm archive 1", ...order, documents, others };
}

function* everyDocument(ledger: ArchivePorts["ledger"]): Generator<StoredDocument> {
  for (const csid of ledger.chains()) {
    let icv = 0;
    for (let page = ledger.chain(csid, icv, PAGE); page.length > 0; page = ledger.chain(csid, icv, PAGE)) {
      yield* page;
      icv = page.at(-1)?.link.icv ?? icv;
    }
  }
}

const isWithin = ({ link }: StoredDocument, { from, to }: ArchiveOrder): boolean =>
  (from === undefined || link.issuedAt.date >= from) && (to === undefined || link.issuedAt.date <= to);

/** Rejected documents lie apart: the one made again has the same name. */
function nameOf({ link, state }: StoredDocument, seller: string, taken: Set<string>): string {
  const plain = archiveName(seller, link.issuedAt, link.irn);
  const name = state === "rejected" ? `rejected/${plain}` : plain;
  const file = taken.has(name) ? name.replace(/\.xml$/, `_${link.uuid}.xml`) : name;
  taken.add(file);
  return file;
}

const archived = (document: StoredDocument, file: string, content: string): ArchivedDocument => ({
  file,
  sha256: sha256(content),
  irn: document.link.irn,
  uuid: document.link.uuid,
  csid: document.csid,
  icv: document.link.icv,
  invoiceHash: document.hash,
  previousInvoiceHash: document.link.pih,
  issuedAt: `${localText(document.link.issuedAt)}+03:00`,
  type: document.type,
  profile: document.profile,
  state: document.state,
});

function activityText(log: ArchivePorts["activity"]): string {
  const lines: string[] = [];
  for (let id = 0, page = log.after(id, PAGE); page.length > 0; page = log.after(id, PAGE)) {
    lines.push(...page.map((row) => `${JSON.stringify(row)}\n`));
    id = page.at(-1)?.id ?? id;
  }
  return lines.join("");
}

const sha256 = (text: string): string => hash("sha256", Buffer.from(text, "utf8"), "hex");
