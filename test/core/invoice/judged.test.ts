// The arithmetic of validators, foretold: cut to three decimals, and percentages both exact and in binary doubles.
import { expect, test } from "vitest";
import { isJudgedPercentage, judgedBase } from "../../../agent/core/invoice/pricing/judged.ts";
import { type Decimal, parseDecimal } from "../../../agent/core/money/decimal.ts";
import { halalas } from "../../../agent/core/money/halalas.ts";

const of = (text: string): Decimal => parseDecimal(text) ?? { units: 0n, scale: 0 };

test.each([
  // 1.0035 is cut to 1.003, so it does not round up.
  ["3", "0.3345", "1", 100n],
  ["3", "0.335", "1", 101n],
  ["1", "0.0049999999", "1", 0n],
  ["1", "0.005", "1", 1n],
  ["250", "4.00", "100", 1000n],
  ["1", "10", "3", 333n],
  ["0", "10", "1", 0n],
])("judgedBase() of %s × %s per %s", (quantity, price, base, expected) => {
  expect(judgedBase(of(quantity), of(price), of(base))).toBe(expected);
});

test.each([
  [2000n, "10", 200n, true],
  [2000n, "10", 201n, false],
  // Exactly 0.145 and so 0.15, but 1.45 × 10 is a hair below 14.5 in doubles: no amount suits both.
  [145n, "10", 15n, false],
  [145n, "10", 14n, false],
  [29n, "50", 15n, false],
  [0n, "50", 0n, true],
  [2348n, "10", 235n, true],
])("isJudgedPercentage() of %s at %s percent, for %s", (base, percent, amount, expected) => {
  expect(isJudgedPercentage(halalas(amount), halalas(base), of(percent))).toBe(expected);
});
