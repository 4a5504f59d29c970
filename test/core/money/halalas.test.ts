// Money: exact, half up, and written with two decimals.
import fc from "fast-check";
import { expect, test } from "vitest";
import { floorDivide, formatHalalas, halalas, roundHalfUp, sum } from "../../../agent/core/money/halalas.ts";

test("roundHalfUp() rounds halves up and nothing else", () => {
  expect(roundHalfUp(5n, 10n)).toBe(1n);
  expect(roundHalfUp(49n, 100n)).toBe(0n);
  expect(roundHalfUp(3640n * 15n, 115n)).toBe(475n);
  expect(roundHalfUp(-5n, 10n)).toBe(0n);
  expect(roundHalfUp(-6n, 10n)).toBe(-1n);
});

test("floorDivide() goes down on both sides of zero", () => {
  expect([floorDivide(7n, 2n), floorDivide(-7n, 2n), floorDivide(-8n, 2n)]).toEqual([3n, -4n, -4n]);
});

test("formatHalalas() writes sign, point and two digits", () => {
  expect([0n, 5n, -3n, 8805n, -12345n].map((n) => formatHalalas(halalas(n)))).toEqual([
    "0.00",
    "0.05",
    "-0.03",
    "88.05",
    "-123.45",
  ]);
});

test("roundHalfUp() is never further than half from the quotient", () => {
  const wide = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  fc.assert(
    fc.property(wide, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
      const off = 2n * (roundHalfUp(numerator, denominator) * denominator - numerator);
      expect(off > -denominator && off <= denominator).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("sum() of nothing is nothing", () => expect(sum([])).toBe(0n));
