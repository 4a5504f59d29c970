// One line of text, shaped and measured in dots, ready to be drawn on its baseline.
import { type Bitmap, fill } from "./bitmap.ts";
import type { Weight } from "./faces.ts";
import { type Paragraph, visualRuns } from "./paragraph.ts";
import { type PlacedSpans, runDots, runWidth } from "./run-dots.ts";

export interface Style {
  /** Dots per em; never below 18, where the dots of Arabic letters would merge. */
  readonly size: number;
  readonly weight: Weight;
}

export interface Line {
  readonly pieces: readonly PlacedSpans[];
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

/** Sets `text[start, end)` of a paragraph on one line. */
export function setLine(paragraph: Paragraph, start: number, end: number, style: Style): Line {
  const runs = visualRuns(paragraph, start, end, style.weight);
  const room = runs.some((run) => run.face.isJoined) ? ROOM.arabic : ROOM.latin;
  const pieces: PlacedSpans[] = [];
  let [pen, ascent, descent] = [0, Math.round(room.ascent * style.size), Math.round(room.descent * style.size)];
  for (const run of runs) {
    const dots = runDots(run, style.size);
    const origin = Math.round(pen);
    pieces.push(...dots.pieces.map(({ spans, x }) => ({ spans, x: x + origin })));
    pen += dots.advance;
    // Marks may reach further than the script's usual room: lines never touch.
    ascent = Math.max(ascent, dots.ascent);
    descent = Math.max(descent, dots.descent + 1);
  }
  return { pieces, width: Math.ceil(pen), ascent, descent };
}

/** Width of `text[start, end)` in dots, without setting it. */
export const measure = (paragraph: Paragraph, start: number, end: number, style: Style): number =>
  visualRuns(paragraph, start, end, style.weight).reduce((width, run) => width + runWidth(run, style.size), 0);

/** Draws a line with its left end at `x`. */
export function drawLine(bitmap: Bitmap, line: Line, x: number, baseline: number): void {
  for (const { spans, x: dx } of line.pieces) {
    for (let i = 0; i < spans.length; i += 3) {
      fill(bitmap, x + dx + (spans[i + 1] ?? 0), baseline + (spans[i] ?? 0), spans[i + 2] ?? 0, 1);
    }
  }
}
