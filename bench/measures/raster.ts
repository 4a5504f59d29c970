// A receipt of ten lines on 80 mm paper → dots, its QR code read back; and what a thousand of them leave in memory, drawn
// in the raster's worker thread as the agent draws them.
import { RECEIPT_TEXTS } from "../../config/receipt-texts.ts";
import { render } from "../../drivers/raster/render.ts";
import { openRenderer } from "../../drivers/raster/renderer.ts";
import { type Figure, plain } from "../figure.ts";
import { inTurns, undisturbed } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { receiptOf } from "../support/receipts.ts";

const PAPER = 576;
const BAR_MS = 20;
const WARM_UP = 60;

export async function raster({ rounds }: Size): Promise<readonly Figure[]> {
  const works = { product: (n: number) => render(receiptOf(5000 + n), PAPER, RECEIPT_TEXTS) };
  const { product } = inTurns(works, { rounds: rounds / 10, warmUp: WARM_UP });
  const receipts = rounds / 2;
  const name = `what ${receipts} receipts leave in memory`;
  return [
    plain({ name: "raster, ten lines", took: undisturbed(product), unit: "ms" }, BAR_MS),
    plain({ name, took: await growth(receipts), unit: "MB" }),
  ];
}

/** How much the process grows from a warm raster on. */
async function growth(receipts: number): Promise<number> {
  await using renderer = openRenderer(RECEIPT_TEXTS);
  for (let n = 0; n < WARM_UP; n++) await renderer.render(receiptOf(n), PAPER);
  const before = process.memoryUsage().rss;
  for (let n = 0; n < receipts; n++) await renderer.render(receiptOf(1000 + n), PAPER);
  return Math.max(0, process.memoryUsage().rss - before) / 1e6;
}
