// One line of text, shaped and measured in dots, ready to be drawn on its baseline.
import { type Bitmap, fill } from "./bitmap.ts";
import { boundedMemo } from "./bounded-cache.ts";
import type { Face, GlyphRun, Weight } from "./faces.ts";
import { type GlyphDots, glyphDots } from "./glyph-dots.ts";
import { type Paragraph, type Run, visualRuns } from "./paragraph.ts";

export interface Style {
  /** Dots per em; never below 18, where the dots of Arabic letters would merge. */
  readonly size: number;
  readonly weight: Weight;
}

export interface SetGlyph {
  readonly dots: GlyphDots;
  readonly x: number;
  /** Above the baseline is negative. */
  readonly y: number;
}

export interface Line {
  readonly glyphs: readonly SetGlyph[];
  readonly width: number;
  /** Dots above and below the baseline that the line needs for itself. */
  readonly ascent: number;
  readonly descent: number;
}

/**
 * Part of an em a line takes above and below its baseline, and room to the next line. Cairo's own metrics (1.87 em) waste
 * paper; Latin without Arabic needs less below.
 */
const ROOM = {
  arabic: { ascent: 0.84, descent: 0.46 },
  latin: { ascent: 0.78, descent: 0.3 },
} as const;

const shaped = boundedMemo<GlyphRun>(4096);

/** Sets `text[start, end)` of a paragraph on one line. */
export function setLine(paragraph: Paragraph, start: number, end: number, style: Style): Line {
  const glyphs: SetGlyph[] = [];
  let pen = 0;
  const runs = visualRuns(paragraph, start, end, style.weight);
  for (const run of runs) {
    const scale = style.size / run.face.unitsPerEm;
    const { glyphs: placed, advance } = shape(run);
    for (const { id, x, y } of placed) {
      const dots = glyphDots(run.face, id, style.size);
      glyphs.push({ dots, x: Math.round(pen + x * scale), y: Math.round(-y * scale) });
    }
    pen += advance * scale;
  }
  return { glyphs, width: Math.ceil(pen), ...extent(glyphs, runs, style.size) };
}

/** Width of `text[start, end)` in dots, without setting it. */
export const measure = (paragraph: Paragraph, start: number, end: number, style: Style): number =>
  visualRuns(paragraph, start, end, style.weight).reduce(
    (width, run) => width + (shape(run).advance * style.size) / run.face.unitsPerEm,
    0,
  );

/** Draws a line with its left end at `x`. */
export function drawLine(bitmap: Bitmap, line: Line, x: number, baseline: number): void {
  for (const { dots, x: dx, y: dy } of line.glyphs) {
    const { spans } = dots;
    for (let i = 0; i < spans.length; i += 3) {
      fill(bitmap, x + dx + (spans[i + 1] ?? 0), baseline + dy + (spans[i] ?? 0), spans[i + 2] ?? 0, 1);
    }
  }
}

function shape({ face, text, level }: Run): GlyphRun {
  const isRightToLeft = level % 2 === 1;
  return shaped(`${face.name}/${isRightToLeft}/${text}`, () => face.shape(text, isRightToLeft));
}

/** The room of the script, or more where marks reach further: lines never touch. */
function extent(glyphs: readonly SetGlyph[], runs: readonly Run[], size: number): { ascent: number; descent: number } {
  const room = runs.some((run) => isArabic(run.face)) ? ROOM.arabic : ROOM.latin;
  const above = glyphs.reduce((most, { dots, y }) => Math.max(most, dots.ascent - y), 0);
  const below = glyphs.reduce((most, { dots, y }) => Math.max(most, dots.descent + y), 0);
  return {
    ascent: Math.max(Math.round(room.ascent * size), above),
    descent: Math.max(Math.round(room.descent * size), below + 1),
  };
}

const isArabic = (face: Face): boolean => face.name.startsWith("arabic");
