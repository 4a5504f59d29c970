import fc from "fast-check";
import { expect, test } from "vitest";
import { bandRows, encodeDots } from "../../../drivers/escpos/bands.ts";
import { cut, toBytes } from "../../../drivers/escpos/commands.ts";
import { loadProfile, type PrinterProfile } from "../../../drivers/escpos/profile.ts";
import { createBitmap, fill } from "../../../drivers/raster/bitmap.ts";
import { Machine } from "../../../simulator/printer/machine.ts";
import type { PageDots } from "../../../simulator/printer/paper.ts";

const EPSON = loadProfile("epson-tm-t20", 576);
/** Without what a profile can do beyond the plainest. */
const PLAIN: PrinterProfile = { ...EPSON, canIndent: false, canMagnify: false };
const ANY = loadProfile("generic", 576);

/** What comes out of a printer that counts feeds in dots. */
function printed(bitmap: ReturnType<typeof createBitmap>, profile: PrinterProfile): PageDots | undefined {
  let page: PageDots | undefined;
  const machine = new Machine(
    { width: bitmap.width },
    { answer: () => undefined, page: (cutPage) => (page = cutPage) },
  );
  machine.receive(toBytes([...encodeDots(bitmap, profile), cut("partial")]));
  return page;
}

test("encodeDots() puts exactly the picture's dots on paper", () => {
  const rectangle = fc.record({
    x: fc.integer({ min: 0, max: 575 }),
    y: fc.integer({ min: 0, max: 399 }),
    width: fc.integer({ min: 1, max: 576 }),
    height: fc.integer({ min: 1, max: 80 }),
  });
  fc.assert(
    fc.property(fc.array(rectangle, { maxLength: 6 }), fc.constantFrom(EPSON, ANY), (rectangles, profile) => {
      const bitmap = createBitmap(576, 400);
      for (const { x, y, width, height } of rectangles) fill(bitmap, x, y, width, height);
      const page = printed(bitmap, profile);
      expect(page?.height).toBe(400);
      expect(Buffer.compare(page?.rows ?? new Uint8Array(), bitmap.rows)).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test("encodeDots() sends small bands, trimmed at the right, and feeds over blank paper", () => {
  const bitmap = createBitmap(576, 500);
  fill(bitmap, 0, 10, 20, 100);
  fill(bitmap, 0, 400, 576, 2);
  expect(encodeDots(bitmap, PLAIN).map(({ name }) => name)).toEqual([
    "feed 10",
    "raster 24x28",
    "raster 24x28",
    "raster 24x28",
    "raster 24x16",
    "feed 255",
    "feed 35",
    "raster 576x2",
    "feed 98",
  ]);
});

test("encodeDots() leaves out white at the left where the printer can indent, and cuts where that saves most", () => {
  const bitmap = createBitmap(576, 40);
  for (let row = 0; row < 20; row++) fill(bitmap, 400 + (row % 2), row, 100, 1);
  for (let row = 20; row < 40; row++) fill(bitmap, 16 + (row % 2), row, 40, 1);
  expect(encodeDots(bitmap, EPSON).map(({ name }) => name)).toEqual([
    "margin 400",
    "raster 104x20",
    "margin 16",
    "raster 48x20",
  ]);
});

/** Squares of `side` dots, black and white by turns in a pattern without symmetry. */
function squares(side: number, x: number) {
  const bitmap = createBitmap(576, 40 * side);
  for (let i = 0; i < 40 * 40; i++) {
    const [column, row] = [i % 40, Math.floor(i / 40)];
    if ((column * row + row) % 3 === 0 || column === 0) fill(bitmap, x + column * side, row * side, side, side);
  }
  return bitmap;
}

test.each([4, 5, 6])(
  "encodeDots() sends a code of squares of %i dots blown up, dot for dot, wherever it stands",
  (side) => {
    for (const x of [0, 1, 37]) {
      const bitmap = squares(side, x);
      const page = printed(bitmap, EPSON);
      expect(Buffer.compare(page?.rows ?? new Uint8Array(), bitmap.rows)).toBe(0);
      const size = (profile: PrinterProfile): number => toBytes(encodeDots(bitmap, profile)).length;
      expect(size(EPSON) / size(PLAIN)).toBeLessThan(side % 2 === 0 ? 0.35 : 0.8);
    }
  },
);

test("encodeDots() sends blank paper as white dots where the unit of a feed is unknown", () => {
  const bitmap = createBitmap(384, 300);
  expect(encodeDots(bitmap, loadProfile("generic", 384)).map(({ name }) => name)).toEqual([
    "raster 8x255",
    "raster 8x45",
  ]);
});

test("bandRows() keeps every band within half the printer's buffer and between 24 and 64 rows", () => {
  expect(bandRows({ ...EPSON, bufferBytes: 4096 })).toBe(28);
  expect(bandRows({ ...EPSON, bufferBytes: 1024 })).toBe(24);
  expect(bandRows({ ...EPSON, bufferBytes: 65_536 })).toBe(64);
});
