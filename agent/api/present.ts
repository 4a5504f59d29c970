// A document of the ledger in the words of the API (contract.md, "An issued document").

import type { PrintState } from "../core/printing/job.ts";
import { localText, riyadhTime } from "../core/riyadh-time.ts";
import type { StoredClosing } from "../ports/closings.ts";
import type { StoredDocument } from "../ports/ledger.ts";
import type { HeldSale } from "../ports/outbox.ts";
import type { PrintJob } from "../ports/printing.ts";

/** The JSON form of an issued document. */
export function presentDocument(document: StoredDocument) {
  const { link } = document;
  return {
    irn: link.irn,
    uuid: link.uuid,
    icv: link.icv,
    generation: document.generation,
    type: document.type,
    profile: document.profile,
    ...(document.reference === undefined ? {} : { reference: document.reference }),
    issuedAt: `${link.issuedAt.date}T${link.issuedAt.time}+03:00`,
    invoiceHash: document.hash,
    previousInvoiceHash: link.pih,
    qr: document.cleared?.qr ?? document.qr,
    totals: document.totals,
    state: document.state,
    attempts: document.attempts,
    warnings: document.warnings,
    printed: presentPrinted(document.printed),
  };
}

export type PresentedDocument = ReturnType<typeof presentDocument>;

/** A sale held for clearance: no number, no counter value, no tax invoice yet. */
export const presentHeld = ({ reference, totals, at }: HeldSale) => ({
  reference,
  profile: "standard",
  state: "awaiting-clearance",
  heldAt: `${localText(riyadhTime(at))}+03:00`,
  totals,
});

export type PresentedHeld = ReturnType<typeof presentHeld>;

/** Under way is not out yet. */
const presentPrinted = (state: PrintState): Exclude<PrintState, "sending"> => (state === "sending" ? "queued" : state);

/** A job of the print journal. */
export const presentJob = ({ id, printer, copy, state, document, closing, asks }: PrintJob) => ({
  id,
  printer,
  copy,
  state: presentPrinted(state),
  ...(document === undefined ? {} : { document }),
  ...(closing === undefined ? {} : { closing }),
  ...(asks ? { asks } : {}),
});

/** A closing as it was made. */
export const presentClosing = ({ number, reference, at, actor, report, hash, printed }: StoredClosing) => ({
  number,
  reference,
  closedAt: `${localText(riyadhTime(at))}+03:00`,
  closedBy: actor,
  hash,
  printed: presentPrinted(printed),
  report,
});

export type PresentedClosing = ReturnType<typeof presentClosing>;

/** A closing in a list. */
export function presentClosingRow(closing: StoredClosing) {
  const { report, reference: _, hash: __, ...row } = presentClosing(closing);
  return {
    ...row,
    documents: report.documents.counted,
    gross: report.totals.gross,
    cashExpected: report.cash.expected,
  };
}

export type PresentedClosingRow = ReturnType<typeof presentClosingRow>;
