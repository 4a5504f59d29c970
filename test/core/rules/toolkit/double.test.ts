// Doubles as the authority's processor reads, rounds and prints them; the expected values were seen in its output.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents, parseDouble, printed, printsAlike } from "../../../../agent/core/rules/support/double.ts";

describe("doubles", () => {
  it.each([
    [0.125, "12"],
    [0.135, "14"],
    [1.005, "100"],
    [2.675, "268"],
    [-0.001, "-0"],
    [-0, "-0"],
    [0.025, "2"],
    [1e23, "10000000000000000000000000"],
    [1.15 * 100, "11500"],
    [1.1 * 1.1, "121"],
    [1.5e-7, "0"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
  ])("printed() writes %d in hundredths as %s", (value, text) => {
    expect(printed(value)).toBe(text);
  });

  it("printsAlike() tells absent from 0, and nothing from nothing", () => {
    expect([
      printsAlike(undefined, undefined),
      printsAlike(undefined, 0),
      printsAlike(0, -0),
      printsAlike(1.005, 1),
    ]).toEqual([true, false, false, true]);
  });

  it.each([
    ["1.", 1],
    [".5", 0.5],
    ["1e5", 100_000],
    [" 5 ", 5],
    ["INF", Number.POSITIVE_INFINITY],
    ["-INF", Number.NEGATIVE_INFINITY],
    ["NaN", Number.NaN],
    ["+15.00", 15],
  ])("parseDouble() reads %j", (text, value) => {
    expect(parseDouble(text)).toBe(value);
  });

  it.each(["", ".", "0x10", "1d", "Infinity", "٥", "1_0", "\u00a05", "1 2"])("parseDouble() refuses %j", (text) => {
    expect(parseDouble(text)).toBeUndefined();
  });

  it("parseDouble() gives the nearest double of plain figures", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), fc.nat(99_999), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(5, "0")}`;
        expect(parseDouble(text)).toBe(Number(text));
      }),
    );
  });

  it("cents() rounds halves up, as fn:round does", () => {
    expect([cents(1.125), cents(-1.125), cents(2.5e-3)]).toEqual([1.13, -1.12, 0]);
  });
});
