// A sale as a till writes it in JSON (contract.md, Sale). Decimals are strings: a JSON number could lose halalas.

/** Digits with a point, no sign, no exponent: "12.50". */
export type Decimal = string;
export type Text = string | { readonly ar?: string; readonly en?: string };
/** `YYYY-MM-DD`. */
export type Day = string;

export type Vat =
  | "S"
  | { readonly category: "S"; readonly rate: "15" | "5" }
  | { readonly category: "Z" | "E" | "O"; readonly exemption: string; readonly reason?: Text };

/** An amount, or a percentage: one of the two. */
export interface Discount {
  readonly amount?: Decimal;
  readonly percent?: Decimal;
  readonly reason?: Text;
  readonly reasonCode?: string;
}

export interface Charge extends Discount {
  readonly reason: Text;
}

export interface Line {
  readonly name: Text;
  readonly quantity: Decimal;
  /** UN/ECE 20; `PCE` where it is not said. */
  readonly unit?: string;
  readonly price: Decimal;
  readonly vat: Vat;
  readonly amount?: Decimal;
  readonly basePriceQuantity?: Decimal;
  readonly priceDiscount?: Decimal;
  readonly discounts?: readonly Discount[];
  readonly charges?: readonly Charge[];
  readonly code?: string;
  readonly barcode?: string;
  readonly note?: Text;
  readonly original?: { readonly irn: string; readonly line: number };
}

export interface Payment {
  readonly means: "cash" | "card" | "transfer" | "account" | "voucher" | "wallet" | "points";
  readonly amount: Decimal;
  readonly label?: Text;
}

export interface Buyer {
  readonly name: Text;
  readonly vat?: string;
  readonly id?: { readonly scheme: string; readonly value: string };
  readonly address?: {
    readonly street: Text;
    readonly building?: string;
    readonly additional?: Text;
    readonly district?: Text;
    readonly city: Text;
    readonly postalCode?: string;
    readonly country?: string;
  };
}

export type Original =
  | { readonly irn: string; readonly uuid?: string; readonly issuedAt?: string }
  | { readonly text: Text }
  | { readonly from: Day; readonly to: Day };

export interface Advance {
  readonly irn: string;
  readonly uuid?: string;
  readonly issuedAt?: string;
  readonly groups?: readonly { readonly vat: Vat; readonly taxable: Decimal; readonly amount: Decimal }[];
}

export interface Sale {
  /** The till's own id: the same one again never makes a second document. */
  readonly reference: string;
  readonly type?: "invoice" | "credit-note" | "debit-note" | "prepayment";
  readonly profile?: "simplified" | "standard";
  readonly prices?: "vat-inclusive" | "vat-exclusive";
  readonly lines: readonly Line[];
  readonly discounts?: readonly (Discount & { readonly vat?: Vat })[];
  readonly charges?: readonly (Charge & { readonly vat: Vat })[];
  readonly payments?: readonly Payment[];
  readonly tip?: Decimal;
  readonly rounding?: { readonly to: Decimal };
  readonly buyer?: Buyer;
  readonly originals?: readonly Original[];
  readonly reason?: Text;
  readonly prepaid?: readonly Advance[];
  readonly flags?: readonly ("third-party" | "nominal" | "export" | "summary" | "self-billed")[];
  readonly supplyDate?: Day;
  readonly supplyEndDate?: Day;
  readonly currency?: string;
  readonly exchangeRate?: Decimal;
  readonly irn?: string;
  readonly cashier?: Text;
  readonly order?: string;
  readonly note?: Text;
}
