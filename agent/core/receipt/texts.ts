// The fixed words of a receipt, as a table to fill: config/receipt-texts.ts holds the Arabic and the English.
import type { Bilingual } from "../bilingual.ts";
import type {
  ReceiptFlag,
  ReceiptMark,
  ReceiptMeans,
  ReceiptProfile,
  ReceiptType,
  ReceiptVatCategory,
} from "./model.ts";

export type ReceiptLabel =
  | "vat-number"
  | "invoice-number"
  | "note-number"
  | "issued"
  | "supply-date"
  | "supply-end-date"
  | "transaction"
  | "original"
  | "reason"
  | "buyer"
  | "buyer-address"
  | "buyer-vat-number"
  | "other-id"
  | "cashier"
  | "order"
  | "note"
  | "line-amount"
  | "line-vat"
  | "price"
  | "price-without-vat"
  | "quantity"
  | "discount"
  | "charge"
  | "lines-total"
  | "total-without-vat"
  | "vat"
  /** With places for `{rate}` and `{taxable}`. */
  | "vat-of-group"
  | "vat-total"
  | "vat-in-sar"
  | "total-with-vat"
  | "prepaid"
  | "rounding"
  | "amount-due"
  | "refund-due"
  | "change"
  | "tip"
  | "not-a-tax-invoice";

export interface ReceiptTexts {
  /** The document type in words, never its code (C13). */
  readonly titles: { readonly [key in `${ReceiptProfile} ${ReceiptType}`]: Bilingual };
  readonly labels: { readonly [key in ReceiptLabel]: Bilingual };
  readonly marks: { readonly [key in ReceiptMark]: Bilingual };
  readonly flags: { readonly [key in ReceiptFlag]: Bilingual };
  readonly means: { readonly [key in ReceiptMeans]: Bilingual };
  readonly categories: { readonly [key in ReceiptVatCategory]: Bilingual };
  /** By code of the identification scheme; `other-id` stands in for an unlisted one. */
  readonly schemes: Readonly<Record<string, Bilingual>>;
  /** By UN/ECE Recommendation 20 code; an unlisted unit prints its code. */
  readonly units: Readonly<Record<string, Bilingual>>;
}
