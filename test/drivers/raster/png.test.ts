import { decode } from "fast-png";
import { expect, test } from "vitest";
import { createBitmap, fill, invert, isBlack } from "../../../drivers/raster/bitmap.ts";
import { bitmapToPng } from "../../../drivers/raster/png.ts";

test("bitmapToPng() keeps every dot, black as dark and paper as light", () => {
  const bitmap = createBitmap(24, 3);
  fill(bitmap, 5, 1, 14, 1);
  const { width, height, depth, channels, data } = decode(bitmapToPng(bitmap));
  expect({ width, height, depth, channels }).toEqual({ width: 24, height: 3, depth: 1, channels: 1 });
  expect([...data]).toEqual([0xff, 0xff, 0xff, 0b1111_1000, 0, 0b0001_1111, 0xff, 0xff, 0xff]);
});

test("fill() and invert() stay inside the bitmap", () => {
  const bitmap = createBitmap(20, 4);
  fill(bitmap, -5, -5, 100, 7);
  expect(isBlack(bitmap, 0, 0)).toBe(true);
  expect(isBlack(bitmap, 19, 1)).toBe(true);
  expect(isBlack(bitmap, 0, 2)).toBe(false);
  expect(isBlack(bitmap, 20, 0)).toBe(false);
  invert(bitmap, 3, 0, 2, 9);
  expect([2, 3, 4, 5].map((x) => isBlack(bitmap, x, 0))).toEqual([true, false, false, true]);
  expect(isBlack(bitmap, 4, 3)).toBe(true);
});
