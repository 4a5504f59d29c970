// A document as its row, and back. What the agent wrote it trusts to read; a changed row is found by the audit.
import type { Icv, InvoiceHash, Irn, Pih, Reference, Uuid } from "../core/ids.ts";
import type { PrintState } from "../core/printing/job.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import type { ClearedCopy, DocumentState, NewDocument, StoredDocument } from "../ports/ledger.ts";
import type { Dictionaries, Packed, PackedColumns } from "./dictionaries.ts";

export interface DocumentRow extends PackedColumns {
  readonly id: number;
  readonly csid: string;
  readonly icv: number;
  readonly uuid: string;
  readonly irn: string;
  readonly generation: number;
  readonly serial: number | null;
  readonly reference: string | null;
  readonly sale: string;
  readonly sale_digest: string;
  readonly type: string;
  readonly profile: string;
  readonly issued_at: number;
  readonly hash: string;
  readonly pih: string;
  readonly qr: string;
  readonly xml: string;
  readonly totals: string;
  readonly warnings: string;
  readonly receipt: string;
  readonly state: string;
  readonly attempts: number;
  readonly printed: string | null;
  readonly cleared_xml: string | null;
  readonly cleared_qr: string | null;
  readonly cleared_dictionary: number | null;
  readonly cleared_packed: Buffer | null;
}

/** The texts of a document that are kept packed, in their order. */
interface Texts {
  readonly xml: string;
  readonly receipt: string;
  readonly sale: string;
  readonly totals: string;
  readonly warnings: string;
  readonly qr: string;
}

/** What stands in their columns then. */
const ELSEWHERE: Texts = { xml: "", receipt: "{}", sale: "{}", totals: "{}", warnings: "[]", qr: "" };

/** Every document with its outbox state and the state of its newest paper. */
export const SELECT_DOCUMENT = `SELECT d.*, o.state, o.attempts, c.xml AS cleared_xml, c.qr AS cleared_qr,
    c.dictionary AS cleared_dictionary, c.packed AS cleared_packed,
    (SELECT p.state FROM print_job p WHERE p.document = d.id ORDER BY p.copy DESC LIMIT 1) AS printed
  FROM document d JOIN outbox o ON o.document = d.id LEFT JOIN clearance c ON c.document = d.id`;

/** What the gateway, the authority and the printer add to a row later. */
type AddedLater = "id" | "state" | "attempts" | "printed" | Extract<keyof DocumentRow, `cleared_${string}`>;

/** The values of the INSERT, in whose transaction it is called. */
export function rowOf(
  dictionaries: Dictionaries,
  csid: string,
  document: NewDocument,
): Omit<DocumentRow, AddedLater | keyof Packed> & Packed {
  const { link, xml, qr, sale } = document;
  const [receipt, totals, warnings] = [textOf(document.receipt), textOf(document.totals), textOf(document.warnings)];
  return {
    ...ELSEWHERE,
    ...dictionaries.pack(csid, [xml, receipt, sale, totals, warnings, qr]),
    csid,
    icv: link.icv,
    uuid: link.uuid,
    irn: link.irn,
    generation: document.generation,
    serial: document.serial ?? null,
    reference: document.reference ?? null,
    sale_digest: document.saleDigest,
    type: document.type,
    profile: document.profile,
    issued_at: link.issuedAt.epochMs,
    hash: document.hash,
    pih: link.pih,
  };
}

const textOf = (value: object): string => JSON.stringify(value);

/** Where a row's texts stand. */
export type PackedRow = PackedColumns & Texts & { readonly irn: string; readonly icv: number };

/** The texts of a document's row. @throws Fault `chain-broken` where they are not what they were. */
export function textsOf(dictionaries: Dictionaries, row: PackedRow): Texts {
  const texts = dictionaries.unpack(row, `ICV ${row.icv} (${row.irn})`);
  if (texts === undefined) return row;
  const [xml = "", receipt = "", sale = "", totals = "", warnings = "", qr = ""] = texts;
  return { xml, receipt, sale, totals, warnings, qr };
}

/** The document of a row. @throws Fault `chain-broken` where its bytes are not what they were. */
export function documentOf(dictionaries: Dictionaries, row: DocumentRow): StoredDocument {
  const cleared = clearedOf(dictionaries, row);
  const texts = textsOf(dictionaries, row);
  return {
    id: row.id,
    csid: row.csid,
    link: {
      irn: row.irn as Irn,
      uuid: row.uuid as Uuid,
      icv: row.icv as Icv,
      pih: row.pih as Pih,
      issuedAt: riyadhTime(row.issued_at),
    },
    generation: row.generation,
    ...(row.serial === null ? {} : { serial: row.serial }),
    ...(row.reference === null ? {} : { reference: row.reference as Reference }),
    sale: texts.sale,
    saleDigest: row.sale_digest,
    type: row.type as NewDocument["type"],
    profile: row.profile as NewDocument["profile"],
    xml: texts.xml,
    hash: row.hash as InvoiceHash,
    qr: texts.qr,
    totals: JSON.parse(texts.totals),
    warnings: JSON.parse(texts.warnings),
    receipt: { ...JSON.parse(texts.receipt), ...(cleared === undefined ? {} : { qr: cleared.qr }) },
    state: row.state as DocumentState,
    attempts: row.attempts,
    printed: (row.printed ?? "queued") as PrintState,
    ...(cleared === undefined ? {} : { cleared }),
  };
}

function clearedOf(dictionaries: Dictionaries, row: DocumentRow): ClearedCopy | undefined {
  const columns = { dictionary: row.cleared_dictionary, packed: row.cleared_packed };
  const texts = dictionaries.unpack(columns, `the cleared copy of ICV ${row.icv} (${row.irn})`);
  const [xml, qr] = texts ?? [row.cleared_xml, row.cleared_qr];
  return typeof xml === "string" && typeof qr === "string" ? { xml, qr } : undefined;
}
