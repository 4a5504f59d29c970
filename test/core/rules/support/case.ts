// A broken document: a valid one with one change, and the rules that change breaks.
import type { Base } from "./bases.ts";
import type { Edit } from "./edit.ts";

export interface Case {
  readonly id: string;
  readonly base: Base;
  readonly change: Edit;
  /** Rules the same change necessarily breaks too. */
  readonly also: readonly string[];
}

/** A row of a table of cases. */
export const breaks = (id: string, base: Base, change: Edit, ...also: readonly string[]): Case => ({
  id,
  base,
  change,
  also,
});

export const SELLER = "cac:AccountingSupplierParty/cac:Party";
export const BUYER = "cac:AccountingCustomerParty/cac:Party";
export const SELLER_ADDRESS = `${SELLER}/cac:PostalAddress`;
export const BUYER_ADDRESS = `${BUYER}/cac:PostalAddress`;
export const LINE = "cac:InvoiceLine";
export const DISCOUNT = "cac:AllowanceCharge[1]";
export const CHARGE = "cac:AllowanceCharge[2]";
export const LINE_DISCOUNT = `${LINE}/cac:AllowanceCharge[1]`;
export const LINE_CHARGE = `${LINE}/cac:AllowanceCharge[2]`;
export const TOTALS = "cac:LegalMonetaryTotal";
export const IN_RIYALS = "cac:TaxTotal[1]";
export const BROKEN_DOWN = "cac:TaxTotal[2]";
export const PIH = "cac:AdditionalDocumentReference[2]";
export const QR = "cac:AdditionalDocumentReference[3]";
export const SIGNATURE_INFORMATION =
  "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures/sac:SignatureInformation";

/** A group of the VAT breakdown, from 1, and its category. */
export const group = (position: number): string => `${BROKEN_DOWN}/cac:TaxSubtotal[${position}]`;
export const category = (position: number): string => `${group(position)}/cac:TaxCategory`;

/** The line that takes off an advance of a category in the base `advances`, and its figures. */
export const advance = (code: "S" | "Z" | "E" | "O"): string => `${LINE}[${5 + ["S", "Z", "E", "O"].indexOf(code)}]`;
export const advanceGroup = (code: "S" | "Z" | "E" | "O"): string => `${advance(code)}/cac:TaxTotal/cac:TaxSubtotal`;
