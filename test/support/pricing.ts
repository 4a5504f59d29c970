// A till's JSON → priced, for tests: what was refused fails loudly.
import { type Priced, price } from "../../agent/core/invoice/lifecycle.ts";
import { parseSeller, type Seller } from "../../agent/core/invoice/party.ts";
import type { Terms } from "../../agent/core/invoice/price.ts";
import { parseSale } from "../../agent/core/invoice/sale.ts";
import type { Result } from "../../agent/core/result.ts";
import type { Violation } from "../../agent/core/violation.ts";

/** The value of a result; its errors in full where there is none. */
export function right<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
}

export const SELLER_JSON = {
  name: { ar: "مطعم البيت", en: "Al Bait Restaurant" },
  vat: "399999999900003",
  id: { scheme: "CRN", value: "1010010000" },
  address: { street: "شارع العليا", building: "2322", district: "العليا", city: "الرياض", postalCode: "12611" },
};
export const SELLER: Seller = right(parseSeller(SELLER_JSON));
export const TERMS: Terms = { seller: SELLER, arabicNames: "warn", strictVat: false };

/** Parses and prices, keeping both outcomes. */
export function tryPrice(json: unknown, terms: Terms = TERMS): Result<Priced, readonly Violation[]> {
  const parsed = parseSale(json);
  if (!parsed.ok) return parsed;
  return parsed.value.profile === "simplified" ? price(parsed.value, terms) : price(parsed.value, terms);
}

/** Parses and prices what must be right. */
export const priced = (json: unknown, terms: Terms = TERMS): Priced => right(tryPrice(json, terms));

/** The codes and paths of a refusal, `code path`; of nothing when it was not refused. */
export const refusal = (result: Result<unknown, readonly Violation[]>): readonly string[] =>
  result.ok
    ? []
    : result.error.filter(({ severity }) => severity === "error").map(({ code, path }) => `${code} ${path}`);
