// The dots of one word at one size, made once and remembered. An Arabic word is rasterised as one shape, so that no seam
// opens between joined letters; Latin letters and digits stand on whole dots, so that each always looks the same.
import { boundedMemo } from "./bounded-cache.ts";
import type { Face, GlyphRun } from "./faces.ts";
import type { Outline } from "./outline.ts";
import type { Run } from "./paragraph.ts";
import { COVERAGE_THRESHOLD, MARK_THRESHOLD, rasterise, type Spans } from "./scanline.ts";

export interface PlacedSpans {
  readonly spans: Spans;
  readonly x: number;
}

export interface RunDots {
  readonly pieces: readonly PlacedSpans[];
  readonly advance: number;
  /** How far ink reaches above and below the baseline, dots. */
  readonly ascent: number;
  readonly descent: number;
}

/**
 * Arabic stands this part of a dot below the baseline. With it no letter of 229 words of receipts merges or breaks at any
 * size from 18 to 34 in either weight, but for bold at 20 and 21 (test/drivers/raster/dots.test.ts).
 */
const ARABIC_DROP = 0.25;
/** Of ten lines that differ on every paper it forgets two words too early; twice as many would cost 3 MB. */
const LIMIT = 2048;

const shapes = boundedMemo<GlyphRun>(LIMIT);
const words = boundedMemo<RunDots>(LIMIT);
const letters = boundedMemo<Spans>(LIMIT);

/** Part of an em between Latin words: Cairo's own space (0.22) closes up where letters stand on whole dots. */
const WORD_SPACE = 0.28;

/** Width of a run in dots. */
export const runWidth = (run: Run, size: number): number =>
  run.text.startsWith(" ") && !run.face.isJoined
    ? run.text.length * Math.round(WORD_SPACE * size)
    : (shapeOf(run).advance * size) / run.face.unitsPerEm;

/** The dots of a run, `size` dots per em. */
export const runDots = (run: Run, size: number): RunDots =>
  words(`${size}/${keyOf(run)}`, () => {
    const pieces = run.face.isJoined ? wordSpans(run, size) : letterSpans(run, size);
    const rows = pieces.flatMap(({ spans }) => Array.from(spans.filter((_, index) => index % 3 === 0)));
    return {
      pieces,
      advance: runWidth(run, size),
      ascent: rows.reduce((most, row) => Math.max(most, -row), 0),
      descent: rows.reduce((most, row) => Math.max(most, row + 1), 0),
    };
  });

const shapeOf = (run: Run): GlyphRun => shapes(keyOf(run), () => run.face.shape(run.text, isRightToLeft(run)));

const keyOf = (run: Run): string => `${run.face.name}/${isRightToLeft(run)}/${run.text}`;

const isRightToLeft = (run: Run): boolean => run.level % 2 === 1;

/** The joined letters as one shape, and the vowel signs over and under them. */
function wordSpans(run: Run, size: number): readonly PlacedSpans[] {
  const { glyphs } = shapeOf(run);
  const spansOf = (areMarks: boolean, threshold: number): PlacedSpans => {
    const meant = glyphs.filter(({ isMark }) => isMark === areMarks);
    const outline = meant.flatMap(({ id, x, y }) => moved(run.face.outline(id), x, y));
    return { spans: rasterise(outline, size / run.face.unitsPerEm, ARABIC_DROP, threshold), x: 0 };
  };
  return [spansOf(false, COVERAGE_THRESHOLD), spansOf(true, MARK_THRESHOLD)].filter(({ spans }) => spans.length > 0);
}

const moved = (outline: Outline, dx: number, dy: number): Outline =>
  outline.map((contour) => contour.map((value, index) => value + (index % 2 === 0 ? dx : dy)));

function letterSpans(run: Run, size: number): readonly PlacedSpans[] {
  const scale = size / run.face.unitsPerEm;
  return shapeOf(run).glyphs.map(({ id, x, y }) => ({
    spans: letter(run.face, id, Math.round(y * scale), size),
    x: Math.round(x * scale),
  }));
}

const letter = (face: Face, id: number, rise: number, size: number): Spans =>
  letters(`${size}/${face.name}/${id}/${rise}`, () => rasterise(face.outline(id), size / face.unitsPerEm, -rise));
