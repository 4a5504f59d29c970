// The box model: a block knows its height, the baseline of its first line, and what to draw where. Blocks are stacked,
// laid side by side and shifted; only `draw.ts` turns them into dots.
import type { Bitmap } from "./bitmap.ts";
import type { Line, Style } from "./line.ts";
import type { Direction } from "./paragraph.ts";
import { wrap, wrapEvenly } from "./wrap.ts";

export type Item =
  /** A picture, its dots added to what is there. */
  | { readonly kind: "picture"; readonly x: number; readonly y: number; readonly bitmap: Bitmap }
  | { readonly kind: "line"; readonly x: number; readonly y: number; readonly line: Line }
  | {
      readonly kind: "fill" | "invert";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  /** Squares of `module` dots, black where true. */
  | {
      readonly kind: "modules";
      readonly x: number;
      readonly y: number;
      readonly module: number;
      readonly rows: readonly (readonly boolean[])[];
    };

export interface Block {
  readonly height: number;
  /** Of the first line, from the top; 0 where there is no text. */
  readonly baseline: number;
  readonly items: readonly Item[];
}

/** Where a text may stand, and on which side of that room it leans. */
export interface Room {
  readonly x: number;
  readonly width: number;
  readonly align: "left" | "center" | "right";
}

/** Text of one direction. Mixed content inside goes by the bidirectional algorithm. */
export interface Phrase {
  readonly text: string;
  readonly direction: Direction;
  readonly style: Style;
}

export const NOTHING: Block = { height: 0, baseline: 0, items: [] };

/** A text set in its room, in as many lines as it needs; nothing for an empty text. */
export const textBlock = ({ text, direction, style }: Phrase, room: Room): Block =>
  linesBlock(wrap(text, direction, style, room.width), room);

/** A centred heading whose lines are of like length. */
export const headingBlock = ({ text, direction, style }: Phrase, x: number, width: number): Block =>
  linesBlock(wrapEvenly(text, direction, style, width), { x, width, align: "center" });

function linesBlock(lines: readonly Line[], room: Room): Block {
  const items: Item[] = [];
  let height = 0;
  for (const line of lines) {
    items.push({ kind: "line", line, x: room.x + indent(line, room), y: height + line.ascent });
    height += line.ascent + line.descent;
  }
  return { height, baseline: lines[0]?.ascent ?? 0, items };
}

function indent(line: Line, { width, align }: Room): number {
  const free = width - line.width;
  if (align === "left") return 0;
  return align === "right" ? free : Math.floor(free / 2);
}

/** Empty paper. */
export const gap = (height: number): Block => ({ ...NOTHING, height });

/** A black bar. */
export const bar = (x: number, width: number, height: number): Block => ({
  height,
  baseline: 0,
  items: [{ kind: "fill", x, y: 0, width, height }],
});

/** A row of short dashes one dot high: parts what belongs together more loosely than a bar. */
export const dashes = (x: number, width: number): Block => ({
  height: 1,
  baseline: 0,
  items: Array.from({ length: Math.floor((width + 3) / 6) }, (_, i) => ({
    kind: "fill",
    x: x + i * 6,
    y: 0,
    width: 3,
    height: 1,
  })),
});

/** White on black: the block's own height over the given width. */
export const inverted = (block: Block, x: number, width: number): Block => ({
  ...block,
  items: [...block.items, { kind: "invert", x, y: 0, width, height: block.height }],
});

export const shifted = (block: Block, dy: number): Block => ({
  height: block.height + dy,
  baseline: block.baseline + dy,
  items: block.items.map((item) => ({ ...item, y: item.y + dy })),
});

/** One below the other. */
export function stack(...blocks: readonly Block[]): Block {
  let height = 0;
  const items: Item[] = [];
  for (const block of blocks) {
    items.push(...shifted(block, height).items);
    height += block.height;
  }
  return { height, baseline: blocks[0]?.baseline ?? 0, items };
}

/** Side by side with their first lines on one baseline. */
export function beside(...blocks: readonly Block[]): Block {
  const full = blocks.filter((block) => block.height > 0);
  const baseline = full.reduce((most, block) => Math.max(most, block.baseline), 0);
  const aligned = full.map((block) => shifted(block, baseline - block.baseline));
  return {
    height: aligned.reduce((most, block) => Math.max(most, block.height), 0),
    baseline,
    items: aligned.flatMap((block) => block.items),
  };
}
