// Every amount of a document, worked out once: what its XML, its receipt and the answer to the till are written from.
import type { Bilingual } from "../bilingual.ts";
import type { Irn } from "../ids.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Halalas } from "../money/halalas.ts";
import type { Advance, Line } from "./draft.ts";
import type { Vat } from "./vat.ts";

export interface Figures {
  readonly lines: readonly PricedLine[];
  /** Document discounts, one per VAT group each touches, and document charges. */
  readonly discounts: readonly PricedAdjustment[];
  readonly charges: readonly PricedAdjustment[];
  readonly groups: readonly VatGroup[];
  readonly prepaid: readonly PaidAdvance[];
  readonly totals: DocumentTotals;
  readonly settlement: Settlement;
}

/** A line as the document carries it, beside what the customer was shown. */
export interface PricedLine {
  readonly line: Line;
  /** `cbc:ID`: 1, 2, 3 … */
  readonly number: number;
  /** BT-153, completed where the name alone says too little (C8). */
  readonly itemName: string;
  /** In the till's own prices. */
  readonly shown: Shown;
  /** BT-146 to BT-148, without VAT. */
  readonly unitPrice: { readonly net: Decimal; readonly discount: Decimal | undefined };
  readonly discounts: readonly PricedAdjustment[];
  readonly charges: readonly PricedAdjustment[];
  /** BT-131. */
  readonly net: Halalas;
  /** KSA-11. */
  readonly tax: Halalas;
  /** KSA-12. */
  readonly gross: Halalas;
}

/** A line in the till's prices, with or without VAT as the sale says. */
export interface Shown {
  /** Quantity × price, or what the scale label says. */
  readonly base: Halalas;
  readonly discounts: readonly Halalas[];
  readonly charges: readonly Halalas[];
  /** The base less discounts plus charges. */
  readonly total: Halalas;
}

/** A discount or charge as the document carries it: without VAT. */
export interface PricedAdjustment {
  readonly amount: Halalas;
  /** In the till's prices. */
  readonly shown: Halalas;
  /** Which discount or charge of the sale (or of the line) this is part of. */
  readonly source: number;
  readonly percent: Decimal | undefined;
  /** Present where percentage and base may stand beside the amount (BR-KSA-EN16931-03). */
  readonly base: Halalas | undefined;
  readonly vat: Vat;
  readonly reason: Bilingual | undefined;
  readonly reasonCode: string | undefined;
}

/** BG-23: one VAT category and rate. */
export interface VatGroup {
  readonly vat: Vat;
  readonly taxable: Halalas;
  readonly tax: Halalas;
}

/** An advance with all its facts, from the till or from the ledger. */
export interface PaidAdvance extends Advance {
  readonly irn: Irn;
}

/** BT-106 to BT-115, and the VAT in riyals. */
export interface DocumentTotals {
  readonly lines: Halalas;
  readonly discounts: Halalas;
  readonly charges: Halalas;
  readonly net: Halalas;
  readonly tax: Halalas;
  /** BT-111, in SAR. */
  readonly taxInSar: Halalas;
  readonly gross: Halalas;
  readonly prepaid: Halalas;
  readonly rounding: Halalas;
  readonly payable: Halalas;
}

export interface Settlement {
  readonly paid: Halalas;
  readonly change: Halalas;
}
