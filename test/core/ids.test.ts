// The identifiers' parsers at their borders.
import { expect, test } from "vitest";
import { parseIrn } from "../../agent/core/ids.ts";

test.each(["I", "INV-1", "فاتورة ٤٢", "a b", "x".repeat(127), "😀".repeat(127)])("parseIrn() takes %j", (text) => {
  expect(parseIrn(text)).toBe(text);
});

test.each(["", " ", " I", "I ", "a\nb", "a\u200fb", "a\u0301", "x".repeat(128), "\ud800"])(
  "parseIrn() refuses %j",
  (text) => {
    expect(parseIrn(text)).toBeUndefined();
  },
);
