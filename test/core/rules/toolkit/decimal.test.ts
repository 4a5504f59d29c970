// Exact decimals beside another library, and at the edges the authority's processor was seen to take.
import { Decimal as Other } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  type Decimal,
  decimal,
  decimalOfDouble,
  divide,
  equal,
  floor,
  multiply,
  parseDecimal,
  round,
  subtract,
  textOf,
} from "../../../../agent/core/rules/support/decimal.ts";

const Exact = Other.clone({ precision: 200 });
const text = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => textOf({ units, scale }));
const same = (ours: Decimal, theirs: Other): void => {
  expect(new Exact(textOf(ours)).equals(theirs)).toBe(true);
};

describe("decimals", () => {
  it("add, subtract, multiply and compare as another library does", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [decimal(a), decimal(b)];
        same(add(x, y), new Exact(a).plus(b));
        same(subtract(x, y), new Exact(a).minus(b));
        same(multiply(x, y), new Exact(a).times(b));
        expect(Math.sign(compare(x, y))).toBe(new Exact(a).comparedTo(b));
      }),
    );
  });

  it("round() takes a half upwards, floor() goes down, also below zero", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 4 }), (a, places) => {
        same(round(decimal(a), places), new Exact(a).toDecimalPlaces(places, Other.ROUND_HALF_CEIL));
        same(floor(decimal(a), places), new Exact(a).toDecimalPlaces(places, Other.ROUND_FLOOR));
      }),
    );
    expect(["2.5", "-2.5", "-1.005"].map((a) => textOf(round(decimal(a), a === "-1.005" ? 2 : 0)))).toEqual([
      "3",
      "-2",
      "-1.00",
    ]);
  });

  it.each([
    ["1", "3", "0.333333333333333333"],
    ["2.50", "3", "0.8333333333333333333"],
    ["2", "3", "0.666666666666666667"],
    ["-2", "3", "-0.666666666666666667"],
    ["0.0000005", "1000000000000", "0.0000000000000000005000000"],
    ["1", "8", "0.125000000000000000"],
  ])("divide() gives %s / %s as the authority's processor does", (a, b, quotient) => {
    expect(textOf(divide(decimal(a), decimal(b)))).toBe(quotient);
  });

  it.each(["1.", ".5", "+1", "-.5", " 5 ", "007", "0.0", "12345678901234567890.5"])("parseDecimal() takes %j", (a) => {
    expect(parseDecimal(a)).toBeDefined();
    same(decimal(a), new Exact(a.trim().replace(/^\+/, "").replace(/\.$/, "")));
  });

  it.each(["", " ", ".", "1e5", "abc", "1,000", "٥", "1 2", "--1", "INF", "NaN"])("parseDecimal() refuses %j", (a) => {
    expect(parseDecimal(a)).toBeUndefined();
    expect(() => decimal(a)).toThrow();
  });

  it("decimalOfDouble() is exact", () => {
    expect(textOf(decimalOfDouble(0.1))).toBe("0.1000000000000000055511151231257827021181583404541015625");
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.nat(60), (whole, halvings) => {
        same(decimalOfDouble(whole / 2 ** halvings), new Exact(whole).div(new Exact(2).pow(halvings)));
      }),
    );
  });

  it("equal() knows no equal of what is absent", () => {
    expect([equal(decimal("1.0"), decimal("1")), equal(undefined, undefined), equal(decimal("0"), undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
