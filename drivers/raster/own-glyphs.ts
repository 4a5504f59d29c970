// Two glyphs drawn here because no font has them: the Saudi riyal sign (U+20C1) and the box for what cannot be printed.
import type { Outline } from "./outline.ts";

/** Saudi riyal sign, Unicode 17. */
export const RIYAL_SIGN = "\u20c1";
/** Stands for every character no face covers: a gap would hide that something is missing. */
export const MISSING_SIGN = "\u25a1";

export interface OwnGlyph {
  /** In font units, 1000 per em. */
  readonly advance: number;
  readonly outline: Outline;
}

// One body with two stems, two bars and a foot, and the lowest bar apart. The bars rise by 212 in 1000, as in the official
// sign; strokes are as heavy as those of the bold digits beside it, so that none falls below one dot.
const RIYAL: Outline = [
  [445, 75, 420, -28, 690, 29, 715, 133],
  [
    [690, 194, 715, 298, 530, 258, 530, 325, 690, 359, 715, 463, 530, 423, 530, 668, 420, 600, 420, 400, 345, 384],
    [345, 705, 235, 637, 235, 361, 85, 329, 60, 226, 235, 263, 235, 176, 50, 137, 25, 33, 250, 81, 290, 101],
    [318, 132, 345, 185, 345, 286, 420, 302, 420, 137],
  ].flat(),
];

export const OWN_GLYPHS: Readonly<Record<string, OwnGlyph>> = {
  [RIYAL_SIGN]: { advance: 740, outline: RIYAL },
  [MISSING_SIGN]: {
    advance: 640,
    outline: [
      [70, -20, 570, -20, 570, 680, 70, 680],
      [165, 75, 165, 585, 475, 585, 475, 75],
    ],
  },
};
