// A standard sale for tests: a business buyer, prices with VAT.
import { testSale } from "./unit.ts";

export const BUYER = {
  name: { ar: "شركة النماذج", en: "Samples LTD" },
  vat: "399999999800003",
  address: { street: "صلاح الدين", building: "1111", district: "المروج", city: "الرياض", postalCode: "12222" },
};

/** A plain standard sale, with changes. */
export const standardSale = (reference: string, changes: Readonly<Record<string, unknown>> = {}) =>
  testSale(reference, { profile: "standard", buyer: BUYER, ...changes });
