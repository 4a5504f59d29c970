// A sale in another currency than riyals: its VAT is stated in both (documents.md C5).
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
});
afterAll(() => unit[Symbol.asyncDispose]());

const water = (reference: string, price: string, exchangeRate: string) => ({
  ...testSale(reference),
  currency: "AED",
  exchangeRate,
  lines: [{ name: { ar: "ماء", en: "Water" }, quantity: "1", price, vat: "S" }],
  payments: [],
});
const codes = (of: readonly { readonly code: string }[]) => of.map(({ code }) => code);

test("a small sale at a rate near 1 is sold: rounding made its VAT the same figure, and the till is told", () => {
  const sold = unit.unit.terminal.issue(water("small", "1.00", "1.0211"));
  if (sold.kind !== "issued") throw new Error(sold.kind);
  expect(sold.document.xml).toContain('<cbc:TaxAmount currencyID="SAR">0.13</cbc:TaxAmount>');
  expect(codes(sold.document.warnings)).toEqual(["BR-KSA-97"]);
});

test("a larger one has two figures, and nothing to be told", () => {
  const sold = unit.unit.terminal.issue(water("larger", "100.00", "1.0211"));
  expect(sold.kind === "issued" && sold.document.warnings).toEqual([]);
});

test("a rate of 1 is refused: it is no rate, and the till is told what to send", () => {
  const refused = unit.unit.terminal.issue(water("no rate", "100.00", "1"));
  if (refused.kind !== "refused") throw new Error(refused.kind);
  const found = refused.violations.find(({ severity }) => severity === "error");
  expect(found).toMatchObject({ code: "own/foreign-vat", path: "exchangeRate" });
  expect(found?.fix.en).toContain("sell in riyals");
});
