// A sale as the terminal understands it: everything a till may say (contract.md, Sale), parsed and impossible to be wrong.
import type { Bilingual } from "../bilingual.ts";
import type { Irn, Reference, Uuid } from "../ids.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Halalas } from "../money/halalas.ts";
import type { RiyadhTime } from "../riyadh-time.ts";
import type { Buyer, IdentifiedBuyer } from "./party.ts";
import type { Vat } from "./vat.ts";

/** The road a document travels: reported after the sale (simplified, B2C) or cleared before it (standard, B2B). */
export type Profile = "simplified" | "standard";

export type NonEmpty<T> = readonly [T, ...T[]];

/** What the document is (C1). A note without an original and a reason cannot be written down (BR-KSA-17, 56). */
export type Kind =
  | { readonly type: "invoice"; readonly prepaid: readonly Deduction[] }
  | { readonly type: "prepayment" }
  | {
      readonly type: "credit-note" | "debit-note";
      readonly originals: NonEmpty<Original>;
      readonly reason: Bilingual;
    };
export type DocumentType = Kind["type"];

/** What a note refers to: a document, or words where there is no number (refund without receipt). */
export type Original =
  | { readonly by: "irn"; readonly irn: Irn; readonly uuid: Uuid | undefined; readonly issuedOn: string | undefined }
  | { readonly by: "text"; readonly text: Bilingual }
  | { readonly by: "period"; readonly from: string; readonly to: string };

/** An advance taken off the amount due (C10). Its facts may come from the ledger instead of the till. */
export interface Deduction {
  readonly irn: Irn;
  readonly advance: Advance | undefined;
}

export interface Advance {
  readonly uuid: Uuid;
  readonly issuedAt: RiyadhTime;
  readonly groups: NonEmpty<AdvanceGroup>;
}

/** What was paid in advance in one VAT group: KSA-31 and KSA-32. */
export interface AdvanceGroup {
  readonly vat: Vat;
  readonly taxable: Halalas;
  readonly tax: Halalas;
}

/** Self-billing and export exist on standard documents only (BR-KSA-31, C1). */
export type FlagOf<P extends Profile> =
  | "third-party"
  | "nominal"
  | "summary"
  | (P extends "standard" ? "export" | "self-billed" : never);
export type Flag = FlagOf<Profile>;

/** A tax invoice is made out to somebody; a receipt may be anybody's (C8). */
export type BuyerOf<P extends Profile> = P extends "standard" ? IdentifiedBuyer : Buyer | undefined;

/** How much a discount or charge is. */
export type Size =
  | { readonly by: "amount"; readonly amount: Halalas }
  | { readonly by: "percent"; readonly percent: Decimal };

export interface Discount {
  readonly size: Size;
  readonly reason: Bilingual | undefined;
  /** UNTDID 5189. */
  readonly reasonCode: string | undefined;
}

/** A charge always says why, in words and in code (BR-KSA-19 to 22). */
export interface Charge {
  readonly size: Size;
  readonly reason: Bilingual;
  /** UNTDID 7161. */
  readonly reasonCode: string;
}

/** Without `vat` it is split over the VAT groups. */
export interface DocumentDiscount extends Discount {
  readonly vat: Vat | undefined;
}

export interface DocumentCharge extends Charge {
  readonly vat: Vat;
}

export interface Line {
  readonly name: Bilingual;
  readonly quantity: Decimal;
  /** UN/ECE Recommendation 20. */
  readonly unit: string;
  /** Per `basePriceQuantity`, with or without VAT as the sale says. */
  readonly price: Decimal;
  readonly basePriceQuantity: Decimal | undefined;
  readonly priceDiscount: Decimal | undefined;
  /** What a price-embedded scale label says: charged instead of quantity × price. */
  readonly amount: Halalas | undefined;
  readonly vat: Vat;
  readonly discounts: readonly Discount[];
  readonly charges: readonly Charge[];
  readonly code: string | undefined;
  readonly barcode: string | undefined;
  readonly note: Bilingual | undefined;
  /** The line of the original that is given back. */
  readonly original: { readonly irn: Irn; readonly line: number } | undefined;
}

export type PaymentMeans = "cash" | "card" | "transfer" | "account" | "voucher" | "wallet" | "points";

export interface Payment {
  readonly means: PaymentMeans;
  readonly amount: Halalas;
  readonly label: Bilingual | undefined;
}

/** ISO 4217 code; a foreign one with what a unit of it is worth in riyals. */
export type Currency =
  | { readonly code: "SAR"; readonly rate: undefined }
  | { readonly code: string; readonly rate: Decimal };

/** One sale, complete. */
export interface Sale<P extends Profile = Profile> {
  readonly reference: Reference;
  readonly profile: P;
  readonly kind: Kind;
  readonly flags: readonly FlagOf<P>[];
  readonly prices: "vat-inclusive" | "vat-exclusive";
  readonly lines: NonEmpty<Line>;
  readonly discounts: readonly DocumentDiscount[];
  readonly charges: readonly DocumentCharge[];
  readonly payments: readonly Payment[];
  /** Voluntary, outside the document. */
  readonly tip: Halalas | undefined;
  /** Cash rounding to a multiple of this. */
  readonly roundTo: Halalas | undefined;
  readonly buyer: BuyerOf<P>;
  /** `YYYY-MM-DD`: KSA-5 and KSA-24. */
  readonly supplyDate: string | undefined;
  readonly supplyEndDate: string | undefined;
  readonly currency: Currency;
  /** The number the till chose; else the unit numbers its documents itself. */
  readonly irn: Irn | undefined;
  readonly cashier: Bilingual | undefined;
  readonly order: string | undefined;
  readonly note: Bilingual | undefined;
}
