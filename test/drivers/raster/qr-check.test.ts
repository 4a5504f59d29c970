// The check that reads every QR code back from its dots: it reads what the library draws and what zxing reads, and it
// refuses a symbol with a single wrong dot.
import fc from "fast-check";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { PAPERS, type Paper } from "../../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { type Bitmap, createBitmap, fill, invert } from "../../../drivers/raster/bitmap.ts";
import { drawBlock } from "../../../drivers/raster/draw.ts";
import { bitmapToPng } from "../../../drivers/raster/png.ts";
import { qrBlock } from "../../../drivers/raster/qr.ts";
import { proveQr } from "../../../drivers/raster/qr-check/prove.ts";
import { type Place, readQr } from "../../../drivers/raster/qr-check/read.ts";
import { bestMask, MASKS } from "../../../drivers/raster/qr-mask.ts";
import { render } from "../../../drivers/raster/render.ts";
import { qrTextOf } from "../../../simulator/printer/read-qr.ts";
import { qrText, SAMPLES } from "./samples.ts";

const LEVELS = ["L", "M", "Q", "H"] as const;

function drawn(text: string, paper: Paper): { readonly bitmap: Bitmap; readonly place: Place } {
  const block = qrBlock(text, paper);
  const [item] = block.items;
  if (item?.kind !== "modules") throw new Error("no symbol was drawn");
  return { bitmap: drawBlock(block, paper), place: { ...item, modules: item.rows.length } };
}

/** A symbol as the library draws it by itself, two dots per module. */
function plain(text: string, options: Parameters<typeof encode>[1]): { bitmap: Bitmap; place: Place } {
  const { data, size } = encode(Array.from(new TextEncoder().encode(text)), { boostEcc: false, border: 0, ...options });
  const bitmap = createBitmap(2 * size + 16, 2 * size + 16);
  for (const [y, row] of data.entries()) {
    for (const [x, isDark] of row.entries()) if (isDark) fill(bitmap, 8 + 2 * x, 8 + 2 * y, 2, 2);
  }
  return { bitmap, place: { x: 8, y: 8, module: 2, modules: size } };
}

test("readQr() reads every version at every level of error correction", () => {
  for (let version = 1; version <= 40; version++) {
    for (const ecc of LEVELS) {
      const { bitmap, place } = plain("Aa0+/", {
        ecc,
        minVersion: version,
        maxVersion: version,
        maskPattern: version % 8,
      });
      expect([version, ecc, readQr(bitmap, place)]).toEqual([version, ecc, { ok: true, value: "Aa0+/" }]);
    }
  }
});

test.each(MASKS.map((_, mask) => mask))("readQr() reads mask %i", (maskPattern) => {
  const { bitmap, place } = plain(qrText(200), { ecc: "M", maskPattern });
  expect(readQr(bitmap, place)).toEqual({ ok: true, value: qrText(200) });
});

test("readQr() reads what zxing reads, on every paper and at any length", async () => {
  const text = fc.string({
    unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="),
    minLength: 1,
    maxLength: 1000,
  });
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...PAPERS), async (written, paper) => {
      const { bitmap, place } = drawn(written, paper);
      expect(readQr(bitmap, place)).toEqual({ ok: true, value: written });
      expect(await qrTextOf(bitmapToPng(bitmap))).toBe(written);
    }),
    { numRuns: 60 },
  );
});

test("readQr() refuses a symbol with one wrong dot, wherever it is", () => {
  const { bitmap, place } = drawn(qrText(612), 384);
  const side = place.module * (place.modules + 8);
  fc.assert(
    fc.property(fc.nat(side - 1), fc.nat(side - 1), (dx, dy) => {
      const [x, y] = [place.x - 4 * place.module + dx, place.y - 4 * place.module + dy];
      fc.pre(x >= 0 && x < bitmap.width);
      const spoilt = { ...bitmap, rows: bitmap.rows.slice() };
      invert(spoilt, x, y, 1, 1);
      expect(readQr(spoilt, place).ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("readQr() refuses a symbol with one wrong module, which any scanner would correct", () => {
  const { bitmap, place } = drawn(qrText(612), 384);
  fc.assert(
    fc.property(fc.nat(place.modules - 1), fc.nat(place.modules - 1), (column, row) => {
      const spoilt = { ...bitmap, rows: bitmap.rows.slice() };
      invert(spoilt, place.x + column * place.module, place.y + row * place.module, place.module, place.module);
      // Three modules at the end of the way, in the last pair of columns, carry nothing in this version.
      expect(readQr(spoilt, place).ok && column > 1).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("readQr() says what is wrong", () => {
  const { bitmap, place } = drawn(qrText(100), 576);
  const why = (change: (spoilt: Bitmap) => void, at: Place = place): string => {
    const spoilt = { ...bitmap, rows: bitmap.rows.slice() };
    change(spoilt);
    const read = readQr(spoilt, at);
    return read.ok ? "nothing" : read.error;
  };
  const module = (column: number, row: number) => (spoilt: Bitmap) =>
    invert(spoilt, place.x + column * place.module, place.y + row * place.module, place.module, place.module);
  expect(why(() => undefined)).toBe("nothing");
  expect(why((spoilt) => fill(spoilt, place.x - 1, place.y, 1, 1))).toContain("quiet zone");
  expect(why((spoilt) => invert(spoilt, place.x, place.y, 1, 1))).toContain("neither black nor white");
  expect(why(module(3, 3))).toContain("fixed pattern");
  expect(why(module(8, 0))).toContain("format information differ");
  expect(why(module(place.modules - 1, place.modules - 1))).toContain("check symbols");
  expect(why(() => undefined, { ...place, modules: place.modules - 1 })).toContain("no symbol has");
});

test("proveQr() refuses a code that says something else, and a receipt without one", () => {
  const block = qrBlock(qrText(500), 576);
  const bitmap = drawBlock(block, 576);
  expect(() => proveQr(bitmap, block, qrText(500))).not.toThrow();
  expect(() => proveQr(bitmap, block, qrText(501))).toThrow("another text");
  expect(() => proveQr(bitmap, { ...block, items: [] }, qrText(500))).toThrow("no QR code");
  expect(() => proveQr(createBitmap(576, block.height), block, qrText(500))).toThrow("does not read back");
});

test("render() proves the QR code of every receipt", () => {
  for (const paper of PAPERS) expect(() => render(SAMPLES.restaurant, paper, RECEIPT_TEXTS)).not.toThrow();
});

test("bestMask() chooses a mask as good as the library's own choice, or within a twentieth", () => {
  const penalty = (size: number, mask: number, text: string): number => {
    const { data } = encode(text, { ecc: "M", boostEcc: false, border: 0, maskPattern: mask });
    expect(data).toHaveLength(size);
    return slowPenalty(data);
  };
  for (const length of [520, 612, 700]) {
    const text = qrText(length);
    const own = encode(text, { ecc: "M", boostEcc: false, border: 0 });
    const zero = encode(text, { ecc: "M", boostEcc: false, border: 0, maskPattern: 0 });
    const grid = { size: zero.size, modules: Uint8Array.from(zero.data.flat(), Number) };
    const mask = bestMask(
      grid,
      Uint8Array.from(zero.types.flat(), (type) => (Number(type) === 0 ? 1 : 0)),
    );
    expect(penalty(own.size, mask, text)).toBeLessThanOrEqual(penalty(own.size, own.maskPattern, text) * 1.05);
  }
});

/** The penalty of the standard by the letter, without any care for speed. */
function slowPenalty(data: readonly (readonly boolean[])[]): number {
  const lines = [...data, ...data.map((_, i) => data.map((row) => row[i] ?? false))].map((line) =>
    line.map((isDark) => (isDark ? "1" : "0")).join(""),
  );
  let total = 0;
  for (const line of lines) {
    for (const run of line.matchAll(/1{5,}|0{5,}/g)) total += run[0].length - 2;
    const quiet = `0000${line}0000`;
    for (const pattern of [/(?=10111010000)/g, /(?=00001011101)/g]) total += 40 * [...quiet.matchAll(pattern)].length;
  }
  for (let y = 1; y < data.length; y++) {
    for (let x = 1; x < data.length; x++) {
      const four = [data[y]?.[x], data[y]?.[x - 1], data[y - 1]?.[x], data[y - 1]?.[x - 1]];
      if (new Set(four).size === 1) total += 3;
    }
  }
  const dark = data.flat().filter(Boolean).length / data.length ** 2;
  return total + 10 * Math.floor(Math.abs(dark * 100 - 50) / 5);
}
