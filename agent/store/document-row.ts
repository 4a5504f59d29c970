// A document as its row, and back. What the agent wrote it trusts to read; a changed row is found by the audit.
import type { Icv, InvoiceHash, Irn, Pih, Reference, Uuid } from "../core/ids.ts";
import type { PrintState } from "../core/printing/job.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import type { ClearedCopy, DocumentState, NewDocument, StoredDocument } from "../ports/ledger.ts";

export interface DocumentRow {
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
}

/** Every document with its outbox state and the state of its newest paper. */
export const SELECT_DOCUMENT = `SELECT d.*, o.state, o.attempts, c.xml AS cleared_xml, c.qr AS cleared_qr,
    (SELECT p.state FROM print_job p WHERE p.document = d.id ORDER BY p.copy DESC LIMIT 1) AS printed
  FROM document d JOIN outbox o ON o.document = d.id LEFT JOIN clearance c ON c.document = d.id`;

/** What the gateway, the authority and the printer add to a row later. */
type AddedLater = "id" | "state" | "attempts" | "printed" | "cleared_xml" | "cleared_qr";

/** The values of the INSERT. */
export function rowOf(csid: string, document: NewDocument): Omit<DocumentRow, AddedLater> {
  const { link } = document;
  return {
    csid,
    icv: link.icv,
    uuid: link.uuid,
    irn: link.irn,
    generation: document.generation,
    serial: document.serial ?? null,
    reference: document.reference ?? null,
    sale: document.sale,
    sale_digest: document.saleDigest,
    type: document.type,
    profile: document.profile,
    issued_at: link.issuedAt.epochMs,
    hash: document.hash,
    pih: link.pih,
    qr: document.qr,
    xml: document.xml,
    totals: JSON.stringify(document.totals),
    warnings: JSON.stringify(document.warnings),
    receipt: JSON.stringify(document.receipt),
  };
}

/** The document of a row. */
export function documentOf(row: DocumentRow): StoredDocument {
  const cleared = clearedOf(row);
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
    sale: row.sale,
    saleDigest: row.sale_digest,
    type: row.type as NewDocument["type"],
    profile: row.profile as NewDocument["profile"],
    xml: row.xml,
    hash: row.hash as InvoiceHash,
    qr: row.qr,
    totals: JSON.parse(row.totals),
    warnings: JSON.parse(row.warnings),
    receipt: { ...JSON.parse(row.receipt), ...(cleared === undefined ? {} : { qr: cleared.qr }) },
    state: row.state as DocumentState,
    attempts: row.attempts,
    printed: (row.printed ?? "queued") as PrintState,
    ...(cleared === undefined ? {} : { cleared }),
  };
}

const clearedOf = ({ cleared_xml: xml, cleared_qr: qr }: DocumentRow): ClearedCopy | undefined =>
  xml === null || qr === null ? undefined : { xml, qr };
