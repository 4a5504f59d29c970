// A document as its row, and back. What the agent wrote it trusts to read; a changed row is found by the audit.
import type { Icv, InvoiceHash, Irn, Pih, Reference, Uuid } from "../core/ids.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import type { DocumentState, NewDocument, PrintState, StoredDocument } from "../ports.ts";

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
}

/** Every document with its outbox state and the state of its newest paper. */
export const SELECT_DOCUMENT = `SELECT d.*, o.state, o.attempts,
    (SELECT p.state FROM print_job p WHERE p.document = d.id ORDER BY p.copy DESC LIMIT 1) AS printed
  FROM document d JOIN outbox o ON o.document = d.id`;

/** The values of the INSERT. */
export function rowOf(csid: string, document: NewDocument): Omit<DocumentRow, "id" | "state" | "attempts" | "printed"> {
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
    receipt: JSON.parse(row.receipt),
    state: row.state as DocumentState,
    attempts: row.attempts,
    printed: (row.printed ?? "queued") as PrintState,
  };
}
