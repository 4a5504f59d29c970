// The meaning of a printed receipt: what documents.md C13 demands, without dots, fonts or words of any language but data.
// Plain JSON. Every amount is a decimal string ready for print ("64.40", "-0.03"); its currency stands in `currency`.
import type { Bilingual } from "../bilingual.ts";

export type ReceiptProfile = "simplified" | "standard";
export type ReceiptType = "invoice" | "credit-note" | "debit-note" | "prepayment";

/** What is stamped over the whole paper: a reprint (C13), and any environment but production (contract.md). */
export type ReceiptMark = "copy" | "test";

/** Transaction-type flags of `InvoiceTypeCode/@name` that must show when set (C1). */
export type ReceiptFlag =
  | "third-party"
  | "nominal"
  | "export"
  | "summary"
  | "self-billed"
  | "continuous-supply"
  | "government";

export type ReceiptVatCategory = "S" | "Z" | "E" | "O";
export type ReceiptMeans = "cash" | "card" | "transfer" | "account" | "voucher" | "wallet" | "points" | "other";

/** One printed invoice or note. An empty side of a `Bilingual` is not printed; the other side then stands alone. */
export interface ReceiptModel {
  readonly form: "receipt";
  readonly profile: ReceiptProfile;
  readonly type: ReceiptType;
  readonly marks: readonly ReceiptMark[];
  /** The shop's own lines above its name: branch, telephone. */
  readonly header: readonly Bilingual[];
  readonly seller: ReceiptParty;
  readonly buyer?: ReceiptParty;
  readonly irn: string;
  /** Gregorian, `YYYY-MM-DD`, Riyadh. */
  readonly issueDate: string;
  /** `HH:mm:ss`, Riyadh. */
  readonly issueTime: string;
  readonly flags: readonly ReceiptFlag[];
  readonly supplyDate?: string;
  readonly supplyEndDate?: string;
  /** Notes: number of each original, or the text that stands for it. */
  readonly originals: readonly string[];
  /** Notes: why (KSA-10). */
  readonly reason?: Bilingual;
  /** True where `unitPrice` is a shelf price with VAT in it. Line amounts are inclusive of VAT in any case. */
  readonly pricesIncludeVat: boolean;
  readonly lines: readonly ReceiptLine[];
  /** Sum of the line amounts, inclusive of VAT: printed where discounts or charges follow. */
  readonly linesTotal: string;
  /** Of the whole document, inclusive of VAT like the lines; amounts without a sign. */
  readonly discounts: readonly ReceiptAdjustment[];
  readonly charges: readonly ReceiptAdjustment[];
  /** ISO 4217 code of every amount but `vatInSar`. */
  readonly currency: string;
  /** BT-109. */
  readonly totalWithoutVat: string;
  readonly vatGroups: readonly ReceiptVatGroup[];
  /** BT-110, in the document's currency. */
  readonly vatTotal: string;
  /** BT-111, always Saudi riyals. */
  readonly vatInSar: string;
  /** BT-112. */
  readonly totalWithVat: string;
  readonly prepaid: readonly ReceiptPrepaid[];
  /** BT-114, with its sign; absent when nothing was rounded. */
  readonly rounding?: string;
  /** BT-115. */
  readonly amountDue: string;
  readonly payments: readonly ReceiptPayment[];
  readonly change?: string;
  /** Given on top, outside the document. */
  readonly tip?: string;
  readonly cashier?: string;
  readonly order?: string;
  readonly note?: Bilingual;
  /** Base64 of the TLV (stamping.md); absent only where a document has none. */
  readonly qr?: string;
  /** The shop's own lines under the QR code. */
  readonly footer: readonly Bilingual[];
}

export interface ReceiptParty {
  readonly name: Bilingual;
  /** Building, street, district, city and postal code in one line per language. */
  readonly address?: Bilingual;
  readonly vatNumber?: string;
  /** `scheme` is the authority's code: CRN, MOM, MLS, SAG, 700, NAT … */
  readonly id?: { readonly scheme: string; readonly value: string };
}

export interface ReceiptLine {
  readonly name: Bilingual;
  readonly quantity: string;
  /** UN/ECE Recommendation 20 code; `PCE` is not printed. */
  readonly unit: string;
  readonly unitPrice: string;
  readonly vat: ReceiptVat;
  readonly discounts: readonly ReceiptAdjustment[];
  readonly charges: readonly ReceiptAdjustment[];
  /** What is charged for the line after its discounts and charges, inclusive of VAT (KSA-12). */
  readonly amount: string;
  readonly note?: Bilingual;
}

export interface ReceiptVat {
  readonly category: ReceiptVatCategory;
  /** Percent without the sign: `15`, `5`, `0`. */
  readonly rate: string;
}

/** A discount or a charge; whether it adds or takes away is told by the list it stands in. */
export interface ReceiptAdjustment {
  readonly reason: Bilingual;
  /** Percent without the sign, where it was given as one. */
  readonly percent?: string;
  /** Without a sign. */
  readonly amount: string;
}

export interface ReceiptVatGroup extends ReceiptVat {
  readonly taxable: string;
  readonly vat: string;
  /** Why nothing or less is charged (BT-120, BT-121): categories Z, E and O. */
  readonly exemption?: { readonly code: string; readonly text: Bilingual };
}

/** An advance taken off the amount due (C10), inclusive of VAT; amount without a sign. */
export interface ReceiptPrepaid {
  readonly irn: string;
  readonly amount: string;
}

export interface ReceiptPayment {
  readonly means: ReceiptMeans;
  /** The till's own word beside the means: `mada`, `Visa …4242`. */
  readonly label?: string;
  readonly amount: string;
}

/** A paper that is no tax document: held sale, daily closing, and what becomes of a `NonFiscalPaper`. Never carries a QR code. */
export interface SlipModel {
  readonly form: "slip";
  readonly marks: readonly ReceiptMark[];
  /** What the bar over the paper says; left out, "not a tax invoice". */
  readonly notice?: Bilingual;
  readonly title: Bilingual;
  readonly rows: readonly SlipRow[];
}

export type SlipRow =
  /** Labels with their values, aligned to each other. */
  | { readonly kind: "facts"; readonly facts: readonly { readonly label: Bilingual; readonly value: string }[] }
  /** A label with an amount in the number column. */
  | { readonly kind: "amount"; readonly label: Bilingual; readonly amount: string; readonly isStrong: boolean }
  /** Something ordered: how many of what, and for how much. */
  | {
      readonly kind: "item";
      readonly quantity?: string;
      readonly name: Bilingual;
      readonly amount?: string;
      readonly note?: Bilingual;
      /** Read from across a kitchen. */
      readonly isLarge: boolean;
    }
  /** What the rows below it are about. */
  | { readonly kind: "heading"; readonly text: Bilingual }
  | { readonly kind: "text"; readonly text: Bilingual }
  | { readonly kind: "rule" };

export type NonFiscalKind = "guest-check" | "kitchen-order" | "training";

/** A paper a till asks for beside its invoices (contract.md, POST /v1/prints). */
export interface NonFiscalPaper {
  readonly form: "non-fiscal";
  readonly kind: NonFiscalKind;
  /** Added by the terminal: `test` outside production. */
  readonly marks: readonly ReceiptMark[];
  /** Added by the terminal: when it was asked for, `YYYY-MM-DD HH:mm:ss`, Riyadh. */
  readonly printed?: string;
  readonly title?: Bilingual;
  readonly lines: readonly NonFiscalLine[];
  readonly order?: string;
  readonly cashier?: string;
  readonly total?: string;
  readonly note?: Bilingual;
  /** Name of the route: which printer; left out, the receipt printer. */
  readonly printer?: string;
}

export interface NonFiscalLine {
  readonly name: Bilingual;
  readonly quantity?: string;
  /** Quantity × price, half up to the halala; the price alone where there is no quantity. */
  readonly amount?: string;
  readonly note?: Bilingual;
}

/** Anything the raster can draw. */
export type Printable = ReceiptModel | SlipModel | NonFiscalPaper;
