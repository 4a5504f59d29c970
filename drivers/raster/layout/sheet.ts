// The sheet a receipt is laid out on: margins, type sizes and the axes everything is aligned to, one row per paper width.
import type { Paper } from "../../../agent/core/receipt/paper.ts";
import type { Sized } from "../../../agent/core/receipt/template.ts";
import type { ReceiptTexts } from "../../../agent/core/receipt/texts.ts";
import { type Block, bar, gap, type Room, stack } from "../block.ts";
import { type Design, PLAIN } from "../design.ts";
import type { Style } from "../line.ts";

/** What a text is on the page; its size and weight follow from that. */
export type Role = keyof typeof WEIGHTS;

const WEIGHTS = {
  /** The shop's own lines at the top. */
  header: "regular",
  seller: "bold",
  title: "bold",
  due: "bold",
  /** Names and amounts of lines. */
  strong: "bold",
  /** English beside something big. */
  label: "bold",
  total: "bold",
  mark: "bold",
  body: "regular",
  small: "regular",
} as const;

export interface Sheet {
  readonly paper: Paper;
  readonly texts: ReceiptTexts;
  readonly design: Design;
  readonly left: number;
  readonly right: number;
  readonly width: number;
  /** Between two texts on one line that must not be read as one. */
  readonly gutter: number;
  readonly styles: { readonly [role in Role]: Style };
}

interface Measures {
  readonly margin: number;
  readonly gutter: number;
  readonly sizes: { readonly [role in Role]: number };
}

// Bold at 20 and 21 dots is left out: there some dots of Arabic letters merge (test/drivers/raster/dots.test.ts).
const MEASURES: { readonly [paper in Paper]: Measures } = {
  384: {
    margin: 2,
    gutter: 8,
    sizes: {
      header: 18,
      seller: 27,
      title: 24,
      due: 28,
      strong: 19,
      label: 18,
      total: 19,
      mark: 22,
      body: 18,
      small: 18,
    },
  },
  512: {
    margin: 8,
    gutter: 14,
    sizes: {
      header: 19,
      seller: 30,
      title: 26,
      due: 32,
      strong: 22,
      label: 19,
      total: 22,
      mark: 24,
      body: 19,
      small: 18,
    },
  },
  576: {
    margin: 10,
    gutter: 16,
    sizes: {
      header: 20,
      seller: 32,
      title: 27,
      due: 34,
      strong: 22,
      label: 22,
      total: 22,
      mark: 26,
      body: 20,
      small: 18,
    },
  },
};

/** The empty sheet for a paper. */
export function openSheet(paper: Paper, texts: ReceiptTexts, design: Design = PLAIN): Sheet {
  const { margin, gutter, sizes } = MEASURES[paper];
  const wanted = (role: Role): number =>
    sizes[role] + (RESIZED[role] === undefined ? 0 : design.template.sizes[RESIZED[role]]);
  return {
    paper,
    texts,
    design,
    left: margin,
    right: paper - margin,
    width: paper - 2 * margin,
    gutter,
    styles: mapRoles((role) => ({ size: legible(wanted(role), WEIGHTS[role]), weight: WEIGHTS[role] })),
  };
}

/** Which texts a template may set bigger or smaller. */
const RESIZED: { readonly [role in Role]?: Sized } = {
  header: "header",
  seller: "seller",
  title: "title",
  strong: "items",
  due: "due",
};

const SMALLEST = 18;

/** The nearest size at which the dots of Arabic letters keep apart. */
function legible(size: number, weight: Style["weight"]): number {
  if (weight === "bold" && (size === 20 || size === 21)) return size === 20 ? 19 : 22;
  return Math.max(SMALLEST, size);
}

const mapRoles = (style: (role: Role) => Style): Sheet["styles"] => ({
  header: style("header"),
  seller: style("seller"),
  title: style("title"),
  due: style("due"),
  strong: style("strong"),
  label: style("label"),
  total: style("total"),
  mark: style("mark"),
  body: style("body"),
  small: style("small"),
});

/** The whole line between the margins. */
export const lineRoom = (sheet: Sheet, align: Room["align"]): Room => ({ x: sheet.left, width: sheet.width, align });

/** A thin line with air on both sides: parts the sections. */
export const ruleBlock = (sheet: Sheet): Block => stack(gap(4), bar(sheet.left, sheet.width, 1), gap(4));
