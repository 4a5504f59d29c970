// The sheet a receipt is laid out on: margins, type sizes and the axes everything is aligned to, one row per paper width.
import type { Paper } from "../../../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../../../agent/core/receipt/texts.ts";
import { type Block, bar, gap, type Room, stack } from "../block.ts";
import type { Style } from "../line.ts";

/** What a text is on the page; its size and weight follow from that. */
export type Role = "seller" | "title" | "due" | "strong" | "body" | "small" | "mark";

export interface Sheet {
  readonly paper: Paper;
  readonly texts: ReceiptTexts;
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

const MEASURES: { readonly [paper in Paper]: Measures } = {
  384: {
    margin: 6,
    gutter: 10,
    sizes: { seller: 27, title: 24, due: 28, strong: 20, body: 18, small: 18, mark: 22 },
  },
  512: {
    margin: 10,
    gutter: 14,
    sizes: { seller: 30, title: 26, due: 32, strong: 21, body: 19, small: 18, mark: 24 },
  },
  576: {
    margin: 12,
    gutter: 16,
    sizes: { seller: 32, title: 27, due: 34, strong: 22, body: 20, small: 18, mark: 26 },
  },
};
const BOLD: ReadonlySet<Role> = new Set(["seller", "title", "due", "strong", "mark"]);

/** The empty sheet for a paper. */
export function openSheet(paper: Paper, texts: ReceiptTexts): Sheet {
  const { margin, gutter, sizes } = MEASURES[paper];
  const style = (role: Role): Style => ({ size: sizes[role], weight: BOLD.has(role) ? "bold" : "regular" });
  return {
    paper,
    texts,
    left: margin,
    right: paper - margin,
    width: paper - 2 * margin,
    gutter,
    styles: {
      seller: style("seller"),
      title: style("title"),
      due: style("due"),
      strong: style("strong"),
      body: style("body"),
      small: style("small"),
      mark: style("mark"),
    },
  };
}

/** The whole line between the margins. */
export const lineRoom = (sheet: Sheet, align: Room["align"]): Room => ({ x: sheet.left, width: sheet.width, align });

/** A thin line with air on both sides: parts the sections. */
export const ruleBlock = (sheet: Sheet): Block => stack(gap(4), bar(sheet.left, sheet.width, 1), gap(4));
