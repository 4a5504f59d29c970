// Returns against the ledger: never more than was sold, and the till is told how much is left.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
});
afterAll(() => unit[Symbol.asyncDispose]());

const note = (reference: string, irn: string, quantity: string, original: object = {}) => ({
  ...testSale(reference),
  type: "credit-note",
  originals: [{ irn }],
  reason: "returned",
  lines: [
    {
      name: { ar: "فلات وايت", en: "Flat white" },
      quantity,
      price: "16.00",
      vat: "S",
      original: { irn, line: 1, ...original },
    },
  ],
  payments: [],
});

test("a document is credited line by line until nothing is left", () => {
  const { terminal } = unit.unit;
  const sold = terminal.issue(testSale("sold"));
  if (sold.kind !== "issued") throw new Error(sold.kind);
  const { irn } = sold.document.link;
  expect(terminal.issue(note("back/1", irn, "1")).kind).toBe("issued");

  const tooMuch = terminal.issue(note("back/2", irn, "2"));
  expect(tooMuch).toMatchObject({
    kind: "refused",
    violations: expect.arrayContaining([
      expect.objectContaining({
        code: "return/line-exceeded",
        path: "lines[0]",
        message: expect.objectContaining({ en: expect.stringContaining("16.00") }),
      }),
    ]),
  });
  expect(terminal.issue(note("back/3", irn, "1", { line: 9 }))).toMatchObject({
    kind: "refused",
    violations: [expect.objectContaining({ code: "return/no-such-line" })],
  });

  expect(terminal.issue(note("back/4", irn, "1")).kind).toBe("issued");
  expect(terminal.issue(note("back/5", irn, "0.001")).kind).toBe("refused");
  expect(terminal.status().chain.icv).toBe(3);
});

test("a note on a document this ledger does not know is issued: an older system may have made it", () => {
  expect(unit.unit.terminal.issue(note("older", "OLD-88213", "5")).kind).toBe("issued");
});
