// What a template changes on paper: the order of the blocks, what shows, how big it is; never below what can be read.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { PAPERS, type Paper } from "../../../agent/core/receipt/paper.ts";
import { BLOCKS, DEFAULT_TEMPLATE, type ReceiptTemplate, SIZED } from "../../../agent/core/receipt/template.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { openSheet } from "../../../drivers/raster/layout/sheet.ts";
import { render } from "../../../drivers/raster/render.ts";
import { SAMPLES } from "./samples.ts";

const shaped = (model: ReceiptModel, template: Partial<ReceiptTemplate>, paper: Paper = 576) =>
  render(model, paper, RECEIPT_TEXTS, { template: { ...DEFAULT_TEMPLATE, ...template } });

test("render() draws the blocks in the order of the template, and the QR code still reads back", () => {
  const plain = shaped(SAMPLES.restaurant, {});
  fc.assert(
    fc.property(fc.shuffledSubarray([...BLOCKS], { minLength: BLOCKS.length }), (blocks) => {
      const other = shaped(SAMPLES.restaurant, { blocks });
      // The same content in another order, but for the lines between the sections.
      expect(Math.abs(other.height - plain.height)).toBeLessThan(120);
    }),
    { numRuns: 12 },
  );
});

test("render() leaves off what the template does not show", () => {
  const height = (show: Partial<ReceiptTemplate["show"]>): number =>
    shaped(SAMPLES.restaurant, { show: { ...DEFAULT_TEMPLATE.show, ...show } }).height;
  const all = height({});
  for (const name of ["cashier", "order", "lineNotes", "tip"] as const)
    expect(height({ [name]: false })).toBeLessThan(all);
});

test("render() prints VAT by category as a block of its own where the template asks for it", () => {
  const { height } = shaped(SAMPLES.cafe, {});
  expect(shaped(SAMPLES.cafe, { blocks: BLOCKS }).height).toBeGreaterThan(height);
});

test("openSheet() never sets Arabic below 18 dots, nor bold at 20 or 21, whatever a template says", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PAPERS),
      fc.array(fc.integer({ min: -6, max: 10 }), { minLength: 5, maxLength: 5 }),
      (paper, deltas) => {
        const sizes = Object.fromEntries(SIZED.map((name, i) => [name, deltas[i] ?? 0])) as ReceiptTemplate["sizes"];
        const { styles } = openSheet(paper, RECEIPT_TEXTS, { template: { ...DEFAULT_TEMPLATE, sizes } });
        for (const { size, weight } of Object.values(styles)) {
          expect(size).toBeGreaterThanOrEqual(18);
          expect(weight === "bold" && (size === 20 || size === 21)).toBe(false);
        }
      },
    ),
  );
});
