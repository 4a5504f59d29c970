// A receipt of ten lines on 80 mm paper → dots, its QR code read back; and what a thousand of them leave in memory, made
// for a printer in the raster's worker thread as the agent makes them.
import { RECEIPT_TEXTS } from "../../config/receipt-texts.ts";
import { loadProfile } from "../../drivers/escpos/profile.ts";
import { render } from "../../drivers/raster/render.ts";
import { openRenderer } from "../../drivers/raster/renderer.ts";
import { type Figure, plain, timesOf } from "../figure.ts";
import { inTurns, undisturbed } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { receiptOf } from "../support/receipts.ts";

const PAPER = 576;
const PRINTER = loadProfile("generic", PAPER);
const BAR_MS = 20;
const WARM_UP = 60;

export async function raster({ rounds }: Size): Promise<readonly Figure[]> {
  const works = { product: (n: number) => render(receiptOf(5000 + n), PAPER, RECEIPT_TEXTS) };
  const { product } = inTurns(works, { rounds: rounds / 10, warmUp: WARM_UP });
  const drawn = plain({ name: "raster, ten lines", took: undisturbed(product), unit: "ms" }, BAR_MS);
  return [drawn, await memory(rounds / 2)];
}

/** What the process holds when the raster is warm, and after many receipts more. */
async function memory(receipts: number): Promise<Figure> {
  await using renderer = openRenderer(RECEIPT_TEXTS);
  for (let n = 0; n < WARM_UP; n++) await renderer.commands(receiptOf(n), PAPER, PRINTER);
  const limit = { what: "RSS of a warm raster", took: process.memoryUsage().rss / 1e6 };
  for (let n = 0; n < receipts; n++) await renderer.commands(receiptOf(1000 + n), PAPER, PRINTER);
  const name = `raster, RSS after ${receipts} receipts`;
  return timesOf(limit, { name, took: process.memoryUsage().rss / 1e6, unit: "MB" });
}
