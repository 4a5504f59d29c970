// A document of the ledger in the words of the API (contract.md, "An issued document").
import type { StoredDocument } from "../ports.ts";

/** The JSON form of an issued document. */
export function presentDocument(document: StoredDocument) {
  const { link } = document;
  return {
    irn: link.irn,
    uuid: link.uuid,
    icv: link.icv,
    type: document.type,
    profile: document.profile,
    ...(document.reference === undefined ? {} : { reference: document.reference }),
    issuedAt: `${link.issuedAt.date}T${link.issuedAt.time}+03:00`,
    invoiceHash: document.hash,
    previousInvoiceHash: link.pih,
    qr: document.qr,
    totals: document.totals,
    state: document.state,
    attempts: document.attempts,
    warnings: document.warnings,
    printed: document.printed,
  };
}

export type PresentedDocument = ReturnType<typeof presentDocument>;
