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

// One body with its two upper bars and one lower bar apart; all slant by 212 in 1000, as the sign is drawn officially.
const RIYAL: Outline = [
  [439, 66, 417, -16, 659, 35, 681, 117],
  [
    [659, 189, 681, 271, 492, 231, 492, 308, 659, 344, 681, 425, 492, 385, 492, 662, 450, 635, 417, 599],
    [417, 369, 342, 353, 342, 700, 300, 673, 266, 637, 266, 337, 98, 301, 75, 219, 266, 260, 266, 163],
    [62, 120, 40, 38, 254, 83, 279, 94, 296, 111, 335, 169, 342, 190, 342, 276, 417, 292, 417, 138],
  ].flat(),
];

export const OWN_GLYPHS: Readonly<Record<string, OwnGlyph>> = {
  [RIYAL_SIGN]: { advance: 720, outline: RIYAL },
  [MISSING_SIGN]: {
    advance: 640,
    outline: [
      [70, -20, 570, -20, 570, 680, 70, 680],
      [165, 75, 165, 585, 475, 585, 475, 75],
    ],
  },
};
