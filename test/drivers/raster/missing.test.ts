// What no face covers is shown as a box, never left out.
import { expect, test } from "vitest";
import { RIYAL_SIGN } from "../../../drivers/raster/own-glyphs.ts";
import { toParagraph, visualRuns } from "../../../drivers/raster/paragraph.ts";
import { shapesOf } from "./shapes.ts";

const STYLE = { size: 22, weight: "regular" } as const;
const facesOf = (text: string): readonly string[] =>
  visualRuns(toParagraph(text, "rtl"), 0, text.length, "regular").map(({ face }) => face.name);

test.each(["漢", "😀", "\ufffd", "ไ", "\u20bf"])("setLine() shows a box for %s", (text) => {
  expect(facesOf(text)).toEqual(["own"]);
  expect(shapesOf(text, STYLE)).toBe(1);
  expect(shapesOf(text, STYLE)).toBe(shapesOf("□", STYLE));
});

test("setLine() shows one box per missing character", () => {
  expect(shapesOf("漢字", STYLE)).toBe(2);
});

test("setLine() draws the riyal sign itself, in two parts", () => {
  expect(facesOf(RIYAL_SIGN)).toEqual(["own"]);
  expect(shapesOf(RIYAL_SIGN, { size: 34, weight: "bold" })).toBe(2);
});

test("visualRuns() asks the Arabic face for Arabic, the Latin ones for digits and letters", () => {
  expect(facesOf("قهوة 2 Š")).toEqual(["latin-ext-700", "latin-700", "latin-700", "arabic-700", "arabic-700"]);
});

test("visualRuns() lets invisible characters neither show nor change the face", () => {
  expect(facesOf("\u200eقه\u200dوة\u200f")).toEqual(["arabic-700"]);
});
