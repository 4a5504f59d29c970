// A receipt is scanned weeks later, from paper that was printed badly: an independent decoder must still read it.
// The limits are those the module-size rule was chosen for (printing.md section 3), a little below where reading ends.
import { expect, test } from "vitest";
import { PAPERS } from "../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../config/receipt-texts.ts";
import { drawBlock } from "../../drivers/raster/draw.ts";
import { qrBlock } from "../../drivers/raster/qr.ts";
import { render } from "../../drivers/raster/render.ts";
import { qrTextOf } from "../../simulator/printer/read-qr.ts";
import { qrText, SAMPLES } from "../drivers/raster/samples.ts";
import { photograph, type Wear } from "./support/receipt-wear.ts";

const NONE: Wear = { deadColumns: 0, fadedTo: 1, blur: 0, noise: 0 };

/** By how a print goes bad; a dot is an eighth of a millimetre. No camera is sharper than half a dot. */
const WEARS: readonly (readonly [string, Wear])[] = [
  ["two dead columns", { ...NONE, deadColumns: 2, blur: 0.6 }],
  ["fade to two fifths", { ...NONE, fadedTo: 0.4, blur: 0.6, noise: 20 }],
  ["a blur of 1.2 dots", { ...NONE, blur: 1.2, noise: 8 }],
  [
    "two dead columns, fade to three fifths and a blur of one dot",
    { deadColumns: 2, fadedTo: 0.6, blur: 1, noise: 12 },
  ],
];

/** A usual seller name, and the longest text that keeps modules of four dots on 58 mm paper. */
const LENGTHS = [612, 792] as const;
const SEEDS = [1] as const;

test.each(WEARS)("a QR code is read through %s", async (_, wear) => {
  for (const paper of PAPERS) {
    for (const length of LENGTHS) {
      for (const seed of SEEDS) {
        const text = qrText(length);
        const read = await qrTextOf(photograph(drawBlock(qrBlock(text, paper), paper), wear, seed));
        expect([paper, length, seed, read === text]).toEqual([paper, length, seed, true]);
      }
    }
  }
});

test("the QR code is found on a whole worn receipt", async () => {
  const wear = { deadColumns: 2, fadedTo: 0.6, blur: 0.8, noise: 12 };
  for (const paper of PAPERS) {
    const photo = photograph(render(SAMPLES.restaurant, paper, RECEIPT_TEXTS), wear, 1);
    expect(await qrTextOf(photo)).toBe(SAMPLES.restaurant.qr);
  }
});

test("photograph() spoils a print beyond reading where wear is beyond all measure", async () => {
  const print = drawBlock(qrBlock(qrText(612), 384), 384);
  expect(await qrTextOf(photograph(print, { deadColumns: 60, fadedTo: 0.2, blur: 3, noise: 60 }, 1))).toBeUndefined();
});
