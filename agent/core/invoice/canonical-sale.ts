// One text per sale: the same sale sent again is recognised whatever the order of its keys or the form of its numbers.
import { type Decimal, formatDecimal } from "../money/decimal.ts";
import type { Sale } from "./draft.ts";

/**
 * The canonical JSON of a parsed sale: keys sorted, numbers as decimal text, what was not given left out.
 * Two tills' texts of one sale give the same bytes, so that a digest tells a repeated sale from another one.
 */
export const canonicalSale = (sale: Sale): string => JSON.stringify(canonical(sale));

function canonical(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  if (isDecimal(value)) return formatDecimal(value);
  const members = Object.entries(value).filter(([, given]) => given !== undefined);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, given]) => [key, canonical(given)]),
  );
}

const isDecimal = (value: object): value is Decimal => "units" in value && "scale" in value;
