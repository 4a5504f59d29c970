// Exact decimals: what is read is what is written, and division says how it rounds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  decimal,
  exactHalalas,
  exceeds,
  formatDecimal,
  parseDecimal,
  percentOf,
  quotient,
  subtract,
  times,
  toHalalas,
} from "../../../agent/core/money/decimal.ts";
import { halalas } from "../../../agent/core/money/halalas.ts";

const of = (text: string) => {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is no decimal`);
  return value;
};

describe("parseDecimal()", () => {
  test.each(["1e3", "-1", "+1", ".5", "5.", "1,5", "٥", " 1", "01", "0x1", "", "Infinity", "NaN", "1_000"])(
    "refuses %j",
    (text) => expect(parseDecimal(text)).toBeUndefined(),
  );

  test("forgets idle zeros, so that equal numbers look equal", () => {
    expect(of("0.450")).toEqual(of("0.45"));
    expect(of("10.000")).toEqual({ units: 10n, scale: 0 });
    expect(of("0.00")).toEqual({ units: 0n, scale: 0 });
  });

  test("is undone by formatDecimal()", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }), (units, scale) => {
        const value = decimal(units, scale);
        expect(of(formatDecimal(value))).toEqual(value);
      }),
      { numRuns: 2_000 },
    );
  });
});

test("formatDecimal() keeps at least the digits asked for", () => {
  expect(formatDecimal(of("28"), 2)).toBe("28.00");
  expect(formatDecimal(of("0.005"), 2)).toBe("0.005");
});

test("quotient() rounds half up at its last digit", () => {
  expect(formatDecimal(quotient(of("2"), of("3"), 4))).toBe("0.6667");
  expect(formatDecimal(quotient(of("1"), of("8"), 2))).toBe("0.13");
});

test("toHalalas() and percentOf() round half up", () => {
  expect(toHalalas(of("0.005"))).toBe(1n);
  expect(toHalalas(of("10"), of("3"))).toBe(333n);
  expect(percentOf(of("12.5"), halalas(20n))).toBe(3n);
});

test("exactHalalas() refuses what money cannot hold", () => {
  expect(exactHalalas(of("1.005"))).toBeUndefined();
  expect(exactHalalas(of("1.5"))).toBe(150n);
});

test("sums, differences and products are exact whatever the scales", () => {
  expect(formatDecimal(add(of("0.1"), of("0.25")))).toBe("0.35");
  expect(formatDecimal(subtract(of("1"), of("0.001")))).toBe("0.999");
  expect(formatDecimal(times(of("0.45"), of("60")))).toBe("27");
  expect([exceeds(of("1.01"), of("1.009")), exceeds(of("1"), of("1.0"))]).toEqual([true, false]);
});
