// One complete sale, to be changed in one place at a time: what the contract shows a till's author.
import type { Json } from "./sale-lines.ts";

/** The contract's example: payable 88.05, change 1.95. */
export const EXAMPLE: Json = {
  reference: "till-7/000123",
  type: "invoice",
  profile: "simplified",
  prices: "vat-inclusive",
  lines: [
    {
      name: { ar: "برجر لحم بالجبنة", en: "Beef cheese burger" },
      quantity: "2",
      unit: "PCE",
      price: "28.00",
      vat: "S",
    },
    {
      name: "Panadol 24s",
      code: "P24",
      barcode: "6251159025555",
      quantity: "1",
      price: "9.75",
      vat: { category: "Z", exemption: "VATEX-SA-35" },
    },
    {
      name: "Kunafa",
      quantity: "0.450",
      unit: "KGM",
      price: "60.00",
      discounts: [{ percent: "10", reason: "loyalty" }],
      vat: "S",
    },
  ],
  discounts: [{ amount: "5.00", reason: "coupon" }],
  charges: [{ amount: "3.00", reason: "service charge", reasonCode: "ADR", vat: "S" }],
  payments: [
    { means: "card", amount: "60.00" },
    { means: "cash", amount: "30.00" },
  ],
  cashier: "Mohammed",
  order: "T12-0042",
  note: "…",
};

/** The smallest sale there is. */
export const COFFEE: Json = {
  reference: "till-1/1",
  lines: [{ name: "قهوة", quantity: "1", price: "11.50", vat: "S" }],
};

export const BUYER: Json = {
  name: { ar: "شركة النماذج", en: "Samples LTD" },
  vat: "399999999800003",
  address: { street: "صلاح الدين", building: "1111", district: "المروج", city: "الرياض", postalCode: "12222" },
};

/** The smallest tax invoice. */
export const TAX_INVOICE: Json = { ...COFFEE, profile: "standard", buyer: BUYER };

/** The smallest credit note. */
export const CREDIT_NOTE: Json = { ...COFFEE, type: "credit-note", originals: [{ irn: "A-1" }], reason: "returned" };

/**
 * A copy with one member changed, by its path as messages write it; undefined takes the member out.
 * @example changed(EXAMPLE, "lines[2].price", "9.00")
 */
export function changed(json: Json, path: string, value: unknown): Json {
  const copy: Json = structuredClone(json);
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last = keys.pop() ?? "";
  let at = copy as Record<string, unknown>;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
