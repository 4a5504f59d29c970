// The faces a receipt is set in: Cairo, which keeps its dots apart at 18 dots per em, and our own two glyphs.
// Fontsource cuts a family into subsets (the Arabic file has no digits), so each weight is a stack tried in order.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as hb from "harfbuzzjs";
import { flatten, type Outline } from "./outline.ts";
import { MISSING_SIGN, OWN_GLYPHS } from "./own-glyphs.ts";
import { unpackWoff } from "./woff.ts";

export type Weight = "regular" | "bold";

/** Glyphs left to right with their places, all in font units; `id` is meaningful to its face only. */
export interface PlacedGlyph {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** A vowel sign: it takes no room of its own. */
  readonly isMark: boolean;
}

export interface GlyphRun {
  readonly glyphs: readonly PlacedGlyph[];
  readonly advance: number;
}

export interface Face {
  /** Distinguishes faces in cache keys. */
  readonly name: string;
  readonly unitsPerEm: number;
  /** True for Arabic, whose letters touch. */
  readonly isJoined: boolean;
  covers(codePoint: number): boolean;
  shape(text: string, isRightToLeft: boolean): GlyphRun;
  outline(glyph: number): Outline;
}

const FILES: { readonly [weight in Weight]: readonly string[] } = {
  regular: ["latin-700", "arabic-700", "latin-ext-700"],
  bold: ["latin-900", "arabic-900", "latin-ext-900"],
};

/** One buffer for all shaping: its memory is freed by a finaliser only, which a busy loop never lets run. */
const buffer = new hb.Buffer();
const locate = createRequire(import.meta.url);

const stacks = new Map<Weight, readonly Face[]>();

/** The faces of one weight in the order they are asked; opened on first use. */
export function faceStack(weight: Weight): readonly Face[] {
  const known = stacks.get(weight);
  if (known !== undefined) return known;
  const stack = FILES[weight].map(openFace);
  stacks.set(weight, stack);
  return stack;
}

function openFace(name: string): Face {
  const path = locate.resolve(`@fontsource/cairo/files/cairo-${name}-normal.woff`);
  const face = new hb.Face(new hb.Blob(unpackWoff(readFileSync(path))));
  const font = new hb.Font(face);
  const covered = new Set(face.collectUnicodes());
  return {
    name,
    unitsPerEm: face.upem,
    isJoined: name.startsWith("arabic"),
    covers: (codePoint) => covered.has(codePoint),
    shape: (text, isRightToLeft) => shapeWith(font, text, isRightToLeft),
    outline: (glyph) => flatten(font.glyphToJson(glyph)),
  };
}

function shapeWith(font: hb.Font, text: string, isRightToLeft: boolean): GlyphRun {
  buffer.reset();
  buffer.addText(text);
  buffer.setDirection(isRightToLeft ? hb.Direction.RTL : hb.Direction.LTR);
  buffer.guessSegmentProperties();
  hb.shape(font, buffer);
  const positions = buffer.getGlyphPositions();
  let pen = 0;
  const glyphs = buffer.getGlyphInfos().map(({ codepoint: id }, index) => {
    const at = positions[index];
    const advance = at?.xAdvance ?? 0;
    const placed = { id, x: pen + (at?.xOffset ?? 0), y: at?.yOffset ?? 0, isMark: advance === 0 };
    pen += advance;
    return placed;
  });
  return { glyphs, advance: pen };
}

/** The face of last resort: covers everything, and shows what it cannot draw as a box. */
export const OWN_FACE: Face = {
  name: "own",
  unitsPerEm: 1000,
  isJoined: false,
  covers: () => true,
  shape: (text) => {
    let pen = 0;
    const glyphs = Array.from(text, (character) => {
      const id = (character in OWN_GLYPHS ? character : MISSING_SIGN).codePointAt(0) ?? 0;
      const placed = { id, x: pen, y: 0, isMark: false };
      pen += OWN_GLYPHS[String.fromCodePoint(id)]?.advance ?? 0;
      return placed;
    });
    return { glyphs, advance: pen };
  },
  outline: (glyph) => OWN_GLYPHS[String.fromCodePoint(glyph)]?.outline ?? [],
};
