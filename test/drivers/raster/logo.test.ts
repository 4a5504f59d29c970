// A shop's logo: any PNG becomes dots that fit, the same ones every time, and none of them is a command.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { expect, test } from "vitest";
import { PAPERS } from "../../../agent/core/receipt/paper.ts";
import { DEFAULT_TEMPLATE } from "../../../agent/core/receipt/template.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { isBlack } from "../../../drivers/raster/bitmap.ts";
import { type Grey, logoDots, readLogo } from "../../../drivers/raster/logo.ts";
import { render } from "../../../drivers/raster/render.ts";
import { SAMPLES } from "./samples.ts";

const folder = mkdtempSync(join(tmpdir(), "khatm-logo-"));
let files = 0;

function file(bytes: Uint8Array): string {
  const path = join(folder, `${++files}.png`);
  writeFileSync(path, bytes);
  return path;
}

const even = (width: number, height: number, light: number): Grey => ({
  width,
  height,
  light: new Uint8Array(width * height).fill(light),
});

/** Part of the dots that are black. */
function ink(logo: Grey, width: number): number {
  const dots = logoDots(logo, width);
  let count = 0;
  for (let y = 0; y < dots.height; y++) for (let x = 0; x < dots.width; x++) if (isBlack(dots, x, y)) count++;
  return count / (dots.width * dots.height);
}

test.each([
  ["grey", { depth: 8, channels: 1, data: Uint8Array.of(0, 255, 100, 200) }, [0, 255, 100, 200]],
  [
    "grey of sixteen bits",
    { depth: 16, channels: 1, data: Uint16Array.of(0, 65_535, 25_700, 51_400) },
    [0, 255, 100, 200],
  ],
  ["black and white", { depth: 1, channels: 1, data: Uint8Array.of(0b0100_0000, 0b1000_0000) }, [0, 255, 255, 0]],
  [
    "grey with opacity",
    { depth: 8, channels: 2, data: Uint8Array.of(0, 255, 0, 0, 0, 51, 200, 255) },
    [0, 255, 204, 200],
  ],
  [
    "colours",
    { depth: 8, channels: 3, data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255) },
    [76, 150, 29, 255],
  ],
  [
    "colours with opacity",
    { depth: 8, channels: 4, data: Uint8Array.of(0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 9, 9, 9, 0) },
    [0, 255, 76, 255],
  ],
] as const)("readLogo() reads %s", (_, image, light) => {
  expect(readLogo(file(encode({ width: 2, height: 2, ...image })))).toEqual({
    width: 2,
    height: 2,
    light: Uint8Array.from(light),
  });
});

test("readLogo() says what is wrong with a file", () => {
  const huge = Buffer.from(encode({ width: 2, height: 2, depth: 8, channels: 1, data: new Uint8Array(4) }));
  huge.writeUInt32BE(60_000, 16);
  const good = encode({ width: 64, height: 64, depth: 8, channels: 1, data: new Uint8Array(4096) });
  expect(() => readLogo(join(folder, "nowhere.png"))).toThrow("cannot be opened");
  expect(() => readLogo(file(Buffer.from("GIF89a, no PNG at all")))).toThrow("no PNG file");
  expect(() => readLogo(file(huge))).toThrow("wider or higher than 3000");
  expect(() => readLogo(file(good.subarray(0, good.length - 30)))).toThrow("no PNG that can be read");
  expect(() => readLogo(file(good.subarray(0, 8)))).toThrow("no PNG that can be read");
});

test("logoDots() keeps a logo within its width and three quarters of it in height, and never enlarges it", () => {
  expect(logoDots(even(1000, 500, 0), 300)).toMatchObject({ width: 300, height: 150 });
  expect(logoDots(even(100, 1000, 0), 300)).toMatchObject({ width: 22, height: 225 });
  expect(logoDots(even(40, 20, 0), 300)).toMatchObject({ width: 40, height: 20 });
  expect(logoDots(even(3000, 1, 0), 300)).toMatchObject({ width: 300, height: 1 });
});

test("logoDots() prints as much ink as the picture is dark", () => {
  expect(ink(even(200, 200, 0), 200)).toBe(1);
  expect(ink(even(200, 200, 255), 200)).toBe(0);
  for (const light of [32, 96, 128, 160, 224]) expect(ink(even(200, 200, light), 200)).toBeCloseTo(1 - light / 255, 1);
});

test("render() puts the logo above the shop's name, in the middle, and nothing else changes", () => {
  const template = { ...DEFAULT_TEMPLATE, logo: { width: 50 } };
  const logo = even(400, 100, 0);
  for (const paper of PAPERS) {
    const plain = render(SAMPLES.cafe, paper, RECEIPT_TEXTS);
    const shown = render(SAMPLES.cafe, paper, RECEIPT_TEXTS, { template, logo });
    const added = shown.height - plain.height;
    expect(added).toBe(Math.floor((paper === 384 ? 380 : paper === 512 ? 496 : 556) / 2 / 4) + 6);
    const below = shown.rows.subarray((added + 4) * shown.stride);
    expect(Buffer.compare(below, plain.rows.subarray(4 * plain.stride))).toBe(0);
    expect(isBlack(shown, paper / 2, 10)).toBe(true);
  }
});
