// The dots of one glyph at one size, rasterised once and remembered. A glyph stands on whole dots: the same letter always
// looks the same, and the dot test holds for every place on the paper.
import { boundedMemo } from "./bounded-cache.ts";
import type { Face } from "./faces.ts";
import { rasterise, type Spans } from "./scanline.ts";

export interface GlyphDots {
  readonly spans: Spans;
  /** Highest row above the baseline, as a positive count of dots; 0 for an empty glyph. */
  readonly ascent: number;
  /** Lowest row below the baseline, likewise. */
  readonly descent: number;
}

const remembered = boundedMemo<GlyphDots>(4096);

/** The dots of a glyph, `size` dots per em. */
export function glyphDots(face: Face, glyph: number, size: number): GlyphDots {
  return remembered(`${face.name}/${glyph}/${size}`, () => {
    const spans = rasterise(face.outline(glyph), size / face.unitsPerEm);
    const rows = spans.filter((_, index) => index % 3 === 0);
    return {
      spans,
      ascent: rows.reduce((most, row) => Math.max(most, -row), 0),
      descent: rows.reduce((most, row) => Math.max(most, row + 1), 0),
    };
  });
}
