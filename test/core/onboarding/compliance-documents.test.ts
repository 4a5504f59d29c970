// The sales of the compliance documents: good sales, one for each step.
import { expect, test } from "vitest";
import { parseSale } from "../../../agent/core/invoice/sale.ts";
import { complianceSale } from "../../../agent/core/onboarding/compliance-documents.ts";
import { stepsIn, stepsOf } from "../../../agent/core/onboarding/steps.ts";

test.each([
  ["0100", "simplified", 3],
  ["1000", "standard", 3],
  ["1100", "", 6],
  ["0000", "", 0],
])("stepsOf() %s are %s only, %i of them", (map, profile, count) => {
  const steps = stepsOf(map);
  expect(steps).toHaveLength(count);
  expect(steps.every((step) => step.startsWith(profile))).toBe(true);
  expect(new Set(steps).size).toBe(count);
});

test("stepsIn() finds the steps a message names, and no part of a longer one", () => {
  const text =
    "Compliance steps for this CSID are not yet complete [simplified-debit-note-compliant,standard-compliant]";
  expect(stepsIn(text)).toEqual(["standard-compliant", "simplified-debit-note-compliant"]);
  expect(stepsIn("Compliance steps for this CSID are not yet complete")).toEqual([]);
});

test.each(stepsOf("1100"))("complianceSale() of %s is a sale the terminal takes, of the right kind", (step) => {
  const parsed = parseSale(complianceSale(step));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const { sale } = parsed.value;
  const word = sale.kind.type === "invoice" ? "" : `-${sale.kind.type}`;
  expect(`${sale.profile}${word}-compliant`).toBe(step);
});

test("complianceSale() gives each its own number and reference", () => {
  const sales = stepsOf("1100").map(complianceSale);
  expect(new Set(sales.map(({ irn }) => irn)).size).toBe(6);
  expect(new Set(sales.map(({ reference }) => reference)).size).toBe(6);
});
