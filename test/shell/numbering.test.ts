// The unit's own document numbers, made and recognised.
import fc from "fast-check";
import { expect, test } from "vitest";
import { irnOf, isOfPattern } from "../../agent/work/numbering.ts";

const PATTERNS = ["{n}", "INV-{n:6}", "A.1/{n}", "{n:3}-{n:2}", "7{n}7", "فرع-{n:4}"];

test.each(PATTERNS)("%s knows every number it makes", (pattern) => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), (n) => isOfPattern(pattern, irnOf(pattern, n))));
});

test.each([
  ["INV-{n:6}", "INV-777"],
  ["INV-{n:6}", "INV-0000777"],
  ["INV-{n:6}", "inv-000777"],
  ["INV-{n:6}", "INV-000777-A"],
  ["INV-{n:6}", "INV-00077٧"],
  ["{n}", "007"],
  ["{n}", ""],
  ["A.1/{n}", "AX1/5"],
  ["{n:3}-{n:2}", "005-06"],
  ["{n}", "9".repeat(127)],
])("%s did not make %s", (pattern, irn) => {
  expect(isOfPattern(pattern, irn)).toBe(false);
});
