import fc from "fast-check";
import { expect, test } from "vitest";
import { toParagraph } from "../../../drivers/raster/paragraph.ts";
import { breakLines, widthOf, wrap, wrapEvenly } from "../../../drivers/raster/wrap.ts";

const STYLE = { size: 20, weight: "regular" } as const;
const NAME = "أرز بسمتي هندي حبة طويلة فاخر من مزارع الهيمالايا";

const texts = (text: string, direction: "rtl" | "ltr", width: number): readonly string[] => {
  const paragraph = toParagraph(text, direction);
  return breakLines(paragraph, STYLE, width).map(({ start, end }) => text.slice(start, end));
};

test("breakLines() breaks Arabic at spaces, in reading order", () => {
  const lines = texts(NAME, "rtl", 200);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(" ")).toBe(NAME);
});

test("breakLines() cuts a word that is too wide after a hyphen where there is one", () => {
  expect(texts("SME00023-2026-0000000042", "ltr", 190)).toEqual(["SME00023-2026-", "0000000042"]);
});

test("breakLines() never parts a letter from its vowel sign", () => {
  const marked = "بَ".repeat(60);
  for (const line of texts(marked, "rtl", 90)) expect(line).toMatch(/^(?:بَ)+$/u);
});

test("breakLines() loses no character, repeats none, and keeps lines within the width", () => {
  const word = fc.string({
    unit: fc.constantFrom("ب", "ل", "ا", "m", "W", "7", "-", "،", "é", "\u064e", "□"),
    minLength: 1,
    maxLength: 40,
  });
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, fc.constantFrom("rtl", "ltr"), fc.integer({ min: 60, max: 400 }), (written, direction, width) => {
      expect(texts(written, direction, width).join("").replaceAll(" ", "")).toBe(written.replaceAll(" ", ""));
      for (const line of wrap(written, direction, STYLE, width)) expect(line.width).toBeLessThanOrEqual(width);
    }),
    { numRuns: 150 },
  );
});

test("wrap() begins a new line at a line break and sets nothing for nothing", () => {
  expect(wrap("a\nb", "ltr", STYLE, 500)).toHaveLength(2);
  expect(wrap("", "rtl", STYLE, 500)).toEqual([]);
});

test("wrapEvenly() needs no more lines than wrap() and leaves no lonely word", () => {
  const width = widthOf(NAME, "rtl", STYLE) - 10;
  const even = wrapEvenly(NAME, "rtl", STYLE, width);
  expect(even).toHaveLength(wrap(NAME, "rtl", STYLE, width).length);
  const [first = 0, second = 0] = even.map((line) => line.width);
  expect(Math.abs(first - second)).toBeLessThan(width / 4);
});
