// The dots that tell Arabic letters apart: a dot that melts into its letter or its neighbour changes what is read.
import { expect, test } from "vitest";
import { PAPERS } from "../../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { openSheet } from "../../../drivers/raster/layout/sheet.ts";
import type { Style } from "../../../drivers/raster/line.ts";
import { SAMPLES } from "./samples.ts";
import { shapesOf } from "./shapes.ts";

const JOINS_NOTHING_AFTER = "ذزة";
const TATWEEL = "ـ";
/** So large that nothing can merge: the number of shapes the outline has. */
const REFERENCE = 64;

/** Isolated, initial, medial and final form of every letter with dots. */
const FORMS = Array.from("بتثجخذزشضظغفقنية").flatMap((letter) =>
  JOINS_NOTHING_AFTER.includes(letter)
    ? [letter, TATWEEL + letter]
    : [letter, letter + TATWEEL, TATWEEL + letter + TATWEEL, TATWEEL + letter],
);

/** Every Arabic word of the fixed texts and of the sample receipts, without vowel signs: two strokes may become one. */
const WORDS = [
  ...new Set(
    JSON.stringify([RECEIPT_TEXTS, SAMPLES])
      .replace(/\p{M}/gu, "")
      .split(/[^\p{L}]+/u)
      .filter((word) => /^\p{Script=Arabic}+$/u.test(word)),
  ),
];

/** Every style Arabic is set in, once; `label` is the English beside it. */
const STYLES = [
  ...new Map(
    PAPERS.flatMap((paper) => Object.entries(openSheet(paper, RECEIPT_TEXTS).styles))
      .filter(([role]) => role !== "label")
      .map(([, style]) => [`${style.weight} ${style.size}`, style]),
  ).values(),
];

const counts = new Map<string, number>();
function reference(text: string, { weight }: Style): number {
  const key = weight + text;
  const known = counts.get(key) ?? shapesOf(text, { size: REFERENCE, weight });
  counts.set(key, known);
  return known;
}
const damaged = (texts: readonly string[], style: Style): readonly string[] =>
  texts.filter((text) => shapesOf(text, style) !== reference(text, style));

test("the dotted forms are 58, the words more than 200", () => {
  expect(FORMS).toHaveLength(58);
  expect(WORDS.length).toBeGreaterThan(200);
});

test.each([18, 20, 22, 24])("setLine() keeps the dots of all 58 forms apart at %i dots", (size) => {
  expect(damaged(FORMS, { size, weight: "regular" })).toEqual([]);
});

test.each(STYLES)("setLine() merges and breaks no letter of any word in $weight at $size dots", (style) => {
  expect(style.size).toBeGreaterThanOrEqual(18);
  expect(damaged([...FORMS, ...WORDS], style)).toEqual([]);
});

/** A word without and with a vowel sign over or under its last or only joining letters. */
const SIGNED = [
  ["نقدا", "نقدًا"],
  ["شكرا", "شكرًا"],
  ["جزيلا", "جزيلًا"],
  ["مدرسة", "مدرسةٌ"],
  ["محمد", "محمّد"],
  ["به", "بِه"],
] as const;

test.each(STYLES)("setLine() shows vowel signs in $weight at $size dots", (style) => {
  expect(SIGNED.filter(([plain, signed]) => shapesOf(signed, style) <= shapesOf(plain, style))).toEqual([]);
});
