// Which paper may leave the shop as a tax invoice: of a standard document only what the authority took (gateway.md A6).
import { Fault } from "../core/errors.ts";
import type { ReceiptModel } from "../core/receipt/model.ts";
import type { DocumentState, StoredDocument } from "../ports/ledger.ts";

const TAKEN: ReadonlySet<DocumentState> = new Set(["cleared", "reported", "reported-with-warnings"]);

/** The receipt of a document that may be handed over. @throws Fault `not-cleared` for a standard one before its verdict. */
export function taxPaper({ profile, state, receipt, link }: StoredDocument): ReceiptModel {
  if (profile === "simplified" || TAKEN.has(state)) return receipt;
  throw new Fault("not-cleared", `${link.irn} is ${state}`);
}
