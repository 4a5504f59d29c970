// A name in two languages and its value on lines of 42 columns; every name a report uses fits.
import { expect, test } from "vitest";
import { below, told } from "../../../agent/core/day-report/columns.ts";
import { nameOf, WORDS } from "../../../agent/core/day-report/words.ts";

test("told() puts both languages on one line where they fit, the value at its end", () => {
  expect(told({ ar: "المستحق", en: "Payable" }, "3294.66")).toBe("Payable / المستحق                  3294.66");
});

test("told() gives Arabic a line of its own where one line does not hold both", () => {
  const [english, arabic] = told(WORDS.awaiting, "12").split("\n");
  expect([english, arabic]).toEqual([
    "Awaiting clearance (not counted)",
    expect.stringMatching(/^بانتظار الاعتماد \(غير محتسبة\) +12$/),
  ]);
});

test("told() says once what is the same in both languages", () => {
  expect(told(nameOf("crypto"), "1.00")).toMatch(/^crypto +1\.00$/);
});

test.each([...Object.values(WORDS), ...["invoice", "credit-note", "debit-note", "prepayment", "account"].map(nameOf)])(
  "$en has both languages, and fits beside a large amount",
  (words) => {
    expect(words.ar).toMatch(/\p{Script=Arabic}/u);
    for (const line of below(words, "9999999.99").split("\n")) expect(line.length).toBeLessThanOrEqual(42);
  },
);
