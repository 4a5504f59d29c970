// Largest remainder: every part a floor or a ceiling, nothing lost.
import fc from "fast-check";
import { expect, test } from "vitest";
import { apportion } from "../../../agent/core/money/apportion.ts";
import { floorDivide, roundHalfUp } from "../../../agent/core/money/halalas.ts";

test("apportion() gives the odd halala to the first of equals", () => {
  expect(apportion([100n, 100n, 100n], 3n, 100n)).toEqual([34n, 33n, 33n]);
});

test("apportion() gives it to the largest remainder, negative quotas too", () => {
  // 86.9565… and -86.9565…: the sum is nothing.
  expect(apportion([10_000n, -10_000n], 115n, 0n)).toEqual([87n, -87n]);
});

test("apportion() rounds each quota down or up, and the parts sum to the total", () => {
  const quotas = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(quotas, fc.constantFrom(1n, 3n, 105n, 115n), (numerators, denominator) => {
      const all = numerators.reduce((a, b) => a + b, 0n);
      const total = roundHalfUp(all, denominator);
      const parts = apportion(numerators, denominator, total);
      expect(parts.reduce((a: bigint, b) => a + b, 0n)).toBe(total);
      for (const [i, part] of parts.entries()) {
        const numerator = numerators[i] ?? 0n;
        const floor = floorDivide(numerator, denominator);
        const ceiling = -floorDivide(-numerator, denominator);
        expect(part === floor || part === ceiling).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
