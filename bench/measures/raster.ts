// What a receipt costs to draw: CPU time of a warm render of ten lines on 80 mm paper, QR code read back included, and
// memory before and after a thousand different receipts, drawn in the raster's worker thread as the agent draws them.
// Run: node bench/receipt.ts [RECEIPTS]
import { encode } from "fast-png";
import type { ReceiptModel } from "../agent/core/receipt/model.ts";
import { RECEIPT_TEXTS } from "../config/receipt-texts.ts";
import { toBytes } from "../drivers/escpos/commands.ts";
import { encodeJob } from "../drivers/escpos/job.ts";
import { loadProfile } from "../drivers/escpos/profile.ts";
import { render } from "../drivers/raster/render.ts";
import { openRenderer } from "../drivers/raster/renderer.ts";
import { line, qrText, SAMPLES } from "../test/drivers/raster/samples.ts";

const PAPER = 576;
const RECEIPTS = Number(process.argv[2] ?? 1000);
const WARM_UP = 60;
const MEASURED = 200;

const ARABIC = ["قهوة", "عصير", "برجر", "دجاج", "كنافة", "شاي", "خبز", "جبن", "سلطة", "ماء", "حليب", "أرز", "لحم"];
const ENGLISH = ["coffee", "juice", "burger", "chicken", "kunafa", "tea", "bread", "cheese", "salad", "water", "milk"];

/** Ten lines, their names, prices, number, time and QR text different on every receipt. */
function receipt(n: number): ReceiptModel {
  const word = (words: readonly string[], i: number): string => words[i % words.length] ?? "";
  const lines = Array.from({ length: 10 }, (_, i) => {
    const price = `${1 + ((n * 13 + i * 29) % 90)}.${String((n * 7 + i) % 100).padStart(2, "0")}`;
    const names = [ARABIC, ENGLISH].map((words) => `${word(words, n * 7 + i * 3)} ${word(words, n + i)} ${n % 97}`);
    return line(names[0] ?? "", names[1] ?? "", `1 ${price} ${price}`);
  });
  const time = `${String(8 + (n % 12)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}:05`;
  return { ...SAMPLES.restaurant, irn: `SME-${n}`, lines, qr: `${qrText(606)}${100_000 + n}`, issueTime: time };
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** CPU milliseconds of each of many calls, least first. */
function cpuMs(work: (n: number) => unknown, count: number): readonly number[] {
  const times = Array.from({ length: count }, (_, n) => {
    const before = process.cpuUsage();
    work(n);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b);
}

/** RSS when the raster is warm, and again after all the receipts. */
async function memory(): Promise<readonly [before: number, after: number]> {
  await using renderer = openRenderer(RECEIPT_TEXTS);
  for (let n = 0; n < WARM_UP; n++) await renderer.render(receipt(n), PAPER);
  const before = process.memoryUsage().rss;
  for (let n = 0; n < RECEIPTS; n++) await renderer.render(receipt(1000 + n), PAPER);
  return [before, process.memoryUsage().rss];
}

const bare = process.memoryUsage().rss;
const [before, after] = await memory();
cpuMs((n) => render(receipt(n), PAPER, RECEIPT_TEXTS), WARM_UP);
const times = cpuMs((n) => render(receipt(5000 + n), PAPER, RECEIPT_TEXTS), MEASURED);
const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
const picture = render(receipt(0), PAPER, RECEIPT_TEXTS);
const sent = toBytes(encodeJob(picture, loadProfile("generic", PAPER), "clean")).length;
const png = encode({ width: picture.width, height: picture.height, data: picture.rows, depth: 1, channels: 1 }).length;

console.log(
  `receipt of ten lines, ${picture.width} × ${picture.height} dots, warm, QR code read back: CPU ms per receipt`,
);
console.log(
  `  least ${(times[0] ?? 0).toFixed(1)}, median ${(times[times.length >> 1] ?? 0).toFixed(1)}, mean ${mean.toFixed(1)}`,
);
console.log(`  ${sent} bytes to a generic printer, ${picture.rows.length} as they are, ${png} as PNG`);
console.log(
  `RSS in MB: ${megabytes(bare)} at start, ${megabytes(before)} warm, ${megabytes(after)} after ${RECEIPTS} different receipts`,
);
