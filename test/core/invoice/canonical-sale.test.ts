// The canonical text of a sale: one per sale, and the sale can be read back from it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalSale } from "../../../agent/core/invoice/canonical-sale.ts";
import { parseSale } from "../../../agent/core/invoice/sale.ts";
import { changed, EXAMPLE } from "../../support/example-sale.ts";
import { right } from "../../support/pricing.ts";
import { anySale } from "../../support/sales.ts";

const textOf = (json: unknown): string => canonicalSale(right(parseSale(json)).sale);

/** The same JSON with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

test("canonicalSale() is read back as the same sale, whatever its kind", () => {
  fc.assert(
    fc.property(anySale(), (json) => {
      const { sale } = right(parseSale(json));
      const again = right(parseSale(JSON.parse(canonicalSale(sale)))).sale;
      expect(again).toEqual(sale);
      expect(canonicalSale(again)).toBe(canonicalSale(sale));
    }),
    { numRuns: 200 },
  );
}, 60_000);

test("canonicalSale() is the same whatever the order of the keys", () => {
  fc.assert(
    fc.property(anySale(), (json) => void expect(textOf(reversed(json))).toBe(textOf(json))),
    { numRuns: 200 },
  );
}, 60_000);

test.each<readonly [string, unknown]>([
  ["lines[2].quantity", "0.45"],
  ["lines[2].price", "60"],
  ["lines[0].vat", { category: "S", rate: "15" }],
  ["type", undefined],
  ["prices", undefined],
  ["lines[0].unit", undefined],
  ["flags", []],
  ["order", " T12-0042 "],
  ["lines[2].name", "Kunafa "],
])("canonicalSale() sees the same sale in another way to write %s", (path, value) => {
  expect(textOf(changed(EXAMPLE, path, value))).toBe(textOf(EXAMPLE));
});

test.each<readonly [string, unknown]>([
  ["lines[2].quantity", "0.451"],
  ["lines[2].name", "kunafa"],
  ["cashier", "Ahmed"],
  ["payments", []],
  ["reference", "till-7/000124"],
  ["lines[2].discounts[0].reason", undefined],
])("canonicalSale() sees another sale with another %s", (path, value) => {
  expect(textOf(changed(EXAMPLE, path, value))).not.toBe(textOf(EXAMPLE));
});
