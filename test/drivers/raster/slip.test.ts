// Papers that are no invoice, by the ruler: nothing clipped, nothing touching, how many stands where Arabic begins.
import { expect, test } from "vitest";
import type { NonFiscalPaper, SlipModel } from "../../../agent/core/receipt/model.ts";
import { nonFiscalSlip } from "../../../agent/core/receipt/non-fiscal-slip.ts";
import { PAPERS, type Paper } from "../../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import type { Item } from "../../../drivers/raster/block.ts";
import { openSheet } from "../../../drivers/raster/layout/sheet.ts";
import { layoutSlip } from "../../../drivers/raster/layout/slip.ts";
import { render } from "../../../drivers/raster/render.ts";
import { SLIP } from "./samples.ts";

const ORDER: NonFiscalPaper = {
  form: "non-fiscal",
  kind: "guest-check",
  marks: ["test"],
  order: "T12-0042",
  printed: "2026-11-21 21:20:44",
  lines: [
    {
      name: { ar: "كنافة نابلسية بالقشطة والفستق الحلبي", en: "Kunafa Nabulsi with cream" },
      quantity: "0.455",
      amount: "27.30",
    },
    { name: { ar: "شاي", en: "Tea" }, quantity: "2", amount: "10.00", note: { ar: "بدون سكر", en: "no sugar" } },
    { name: { ar: "خدمة", en: "" }, amount: "1234.50" },
  ],
  total: "1271.80",
  note: { ar: "شكرًا", en: "Thank you" },
};
const SLIPS: Readonly<Record<string, SlipModel>> = {
  slip: SLIP,
  check: nonFiscalSlip(ORDER),
  kitchen: nonFiscalSlip({ ...ORDER, kind: "kitchen-order" }),
  training: nonFiscalSlip({ ...ORDER, kind: "training" }),
};
const CASES = PAPERS.flatMap((paper) =>
  Object.entries(SLIPS).map(([name, slip]): readonly [string, Paper, SlipModel] => [name, paper, slip]),
);

interface Ink {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the dots of the lines of a slip really are. */
const inksOf = (slip: SlipModel, paper: Paper): readonly Ink[] =>
  layoutSlip(slip, openSheet(paper, RECEIPT_TEXTS)).items.flatMap((item) =>
    item.kind === "line" && item.line.pieces.length > 0 ? [inkOf(item)] : [],
  );

function inkOf({ x, y, line }: Extract<Item, { kind: "line" }>): Ink {
  const dots = line.pieces.flatMap(({ spans, x: dx }) =>
    Array.from({ length: spans.length / 3 }, (_, i) => {
      const [row = 0, start = 0, length = 0] = spans.subarray(3 * i, 3 * i + 3);
      return { row: y + row, left: x + dx + start, right: x + dx + start + length };
    }),
  );
  return {
    left: Math.min(...dots.map(({ left }) => left)),
    right: Math.max(...dots.map(({ right }) => right)),
    top: Math.min(...dots.map(({ row }) => row)),
    bottom: Math.max(...dots.map(({ row }) => row + 1)),
  };
}

test.each(CASES)("layoutSlip() keeps %s inside paper of %i dots, no two texts touching", (_, paper, slip) => {
  const inks = inksOf(slip, paper);
  for (const { left, right, top } of inks) expect([left >= 0, right <= paper, top >= 0]).toEqual([true, true, true]);
  const touching = inks.flatMap((one, i) =>
    inks
      .slice(i + 1)
      .filter(
        (other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
      ),
  );
  expect(touching).toEqual([]);
});

test("render() draws a non-fiscal paper as its slip", () => {
  const drawn = render(ORDER, 576, RECEIPT_TEXTS);
  expect(drawn.sha256).toBe(render(nonFiscalSlip(ORDER), 576, RECEIPT_TEXTS).sha256);
});

test("layoutSlip() sets a kitchen's order larger than a guest's check", () => {
  const [check, kitchen] = [SLIPS["check"], SLIPS["kitchen"]];
  if (check === undefined || kitchen === undefined) throw new Error("the slips are there");
  const tallest = (slip: SlipModel): number =>
    Math.max(
      ...inksOf(slip, 576)
        .slice(10)
        .map(({ top, bottom }) => bottom - top),
    );
  expect(tallest(kitchen)).toBeGreaterThan(tallest(check));
});
