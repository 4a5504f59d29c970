// What a designer would check with a ruler: nothing is clipped, nothing touches, figures stand under each other.
import { expect, test } from "vitest";
import type { ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { PAPERS, type Paper } from "../../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import type { Block, Item } from "../../../drivers/raster/block.ts";
import { layoutReceipt } from "../../../drivers/raster/layout/receipt.ts";
import { openSheet } from "../../../drivers/raster/layout/sheet.ts";
import { printableModel } from "../../../drivers/raster/printable.ts";
import { SAMPLES } from "./samples.ts";

interface Ink {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const layout = (model: ReceiptModel, paper: Paper): Block =>
  layoutReceipt(printableModel(model), openSheet(paper, RECEIPT_TEXTS));

/** Where the dots of one line of text really are. */
function inkOf(item: Extract<Item, { kind: "line" }>): Ink {
  const runs = item.line.pieces.flatMap(({ spans, x }) =>
    Array.from({ length: spans.length / 3 }, (_, i) => ({
      row: item.y + (spans[3 * i] ?? 0),
      left: item.x + x + (spans[3 * i + 1] ?? 0),
      length: spans[3 * i + 2] ?? 0,
    })),
  );
  return {
    left: Math.min(...runs.map(({ left }) => left)),
    right: Math.max(...runs.map(({ left, length }) => left + length)),
    top: Math.min(...runs.map(({ row }) => row)),
    bottom: Math.max(...runs.map(({ row }) => row + 1)),
  };
}

const inks = (block: Block): readonly Ink[] =>
  block.items.flatMap((item) => (item.kind === "line" && item.line.pieces.length > 0 ? [inkOf(item)] : []));

const overlap = (a: Ink, b: Ink): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const CASES = PAPERS.flatMap((paper) =>
  Object.entries(SAMPLES).map(([name, model]): readonly [string, Paper, ReceiptModel] => [name, paper, model]),
);

test.each(CASES)("layoutReceipt() keeps %s inside paper of %i dots", (_, paper, model) => {
  const block = layout(model, paper);
  for (const { left, right, top, bottom } of inks(block)) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(paper);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(block.height);
  }
});

test.each(CASES)("layoutReceipt() lets no two texts of %s touch on paper of %i dots", (_, paper, model) => {
  const all = inks(layout(model, paper));
  const collisions = all.flatMap((one, i) => all.slice(i + 1).filter((other) => overlap(one, other)));
  expect(collisions).toEqual([]);
});

test("layoutReceipt() sets the amounts of lines and totals under each other to the dot", () => {
  const sheet = openSheet(576, RECEIPT_TEXTS);
  const rightEdges = new Map<number, number>();
  for (const item of layout(SAMPLES.restaurant, 576).items) {
    if (item.kind !== "line" || item.x > sheet.left + 100) continue;
    const edge = item.x + item.line.width;
    rightEdges.set(edge, (rightEdges.get(edge) ?? 0) + 1);
  }
  // Four lines, six totals, two payments, change and tip.
  expect(Math.max(...rightEdges.values())).toBe(14);
});

test("layoutReceipt() prints one language alone where the other is missing", () => {
  const named = (name: { ar: string; en: string }): number => {
    const [first] = SAMPLES.cafe.lines;
    if (first === undefined) throw new Error("the sample has lines");
    return layout({ ...SAMPLES.cafe, lines: [{ ...first, name }] }, 576).items.length;
  };
  const both = named({ ar: "شاي", en: "Tea" });
  expect(named({ ar: "شاي", en: "" })).toBe(both - 1);
  expect(named({ ar: "", en: "Tea" })).toBe(both - 1);
  expect(named({ ar: "Tea", en: "Tea" })).toBe(both - 1);
});
