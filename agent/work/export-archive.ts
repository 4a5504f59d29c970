// The archive: every document of a time as a file under its official name, a folder a day, the activity log, and the list
// of it all. Piece by piece: six years pass through it in no more memory than a day.
import { archiveName } from "../core/archive/file-name.ts";
import { ACTIVITY_FILE, type ArchivedDocument, listText } from "../core/archive/manifest.ts";
import { localText } from "../core/riyadh-time.ts";
import type { Ledger, StoredDocument } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";

export interface ArchivePorts {
  readonly ledger: Pick<Ledger, "chains" | "chain">;
  readonly activity: Pick<ActivityLog, "after">;
  /** Writes one file, given as a path below the archive. @returns the lower-case hexadecimal SHA-256 of its bytes. */
  readonly write: (file: string, pieces: Iterable<string>) => string;
}

export interface ArchiveOrder {
  /** The seller's VAT number. */
  readonly seller: string;
  /** First and last day of issue, Riyadh `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
}

const PAGE = 200;

/** Writes every document and the activity log, and makes the text of the list as it goes, for whoever writes that. */
export function* exportArchive(ports: ArchivePorts, order: ArchiveOrder): Generator<string, void, undefined> {
  const others = (): readonly { readonly file: string; readonly sha256: string }[] => [
    { file: ACTIVITY_FILE, sha256: ports.write(ACTIVITY_FILE, activityLines(ports.activity)) },
  ];
  yield* listText(order, archivedDocuments(ports, order), others);
}

function* archivedDocuments({ ledger, write }: ArchivePorts, order: ArchiveOrder): Generator<ArchivedDocument> {
  const taken = new Set<string>();
  for (const document of everyDocument(ledger)) {
    if (!isWithin(document, order) || document.xml === "") continue;
    const file = nameOf(document, order.seller, taken);
    yield archived(document, file, write(file, [document.cleared?.xml ?? document.xml]));
  }
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
  const plain = `${link.issuedAt.date}/${archiveName(seller, link.issuedAt, link.irn)}`;
  const name = state === "rejected" ? `rejected/${plain}` : plain;
  const file = taken.has(name) ? name.replace(/\.xml$/, `_${link.uuid}.xml`) : name;
  taken.add(file);
  return file;
}

const archived = (document: StoredDocument, file: string, sha256: string): ArchivedDocument => ({
  file,
  sha256,
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

function* activityLines(log: ArchivePorts["activity"]): Generator<string> {
  for (let id = 0, page = log.after(id, PAGE); page.length > 0; page = log.after(id, PAGE)) {
    for (const row of page) yield `${JSON.stringify(row)}\n`;
    id = page.at(-1)?.id ?? id;
  }
}
