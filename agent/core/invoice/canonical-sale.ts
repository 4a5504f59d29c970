// One text per sale: the same sale sent again is recognised whatever the order of its keys or the form of its numbers.
import type { Sale } from "./draft.ts";
import { tillJson } from "./till-json.ts";

/**
 * The canonical JSON of a parsed sale: the contract's members with keys sorted, numbers without idle zeros, defaults written
 * out. Two texts of one sale give the same bytes, so that a digest tells a repeated sale from another one; and `parseSale`
 * reads it back as the same sale.
 */
export const canonicalSale = (sale: Sale): string => JSON.stringify(sorted(tillJson(sale)));

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
}
