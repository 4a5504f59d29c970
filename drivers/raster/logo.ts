// A shop's logo: a PNG file read once at start, then made into dots of black and white for each paper width it is printed
// on. Dithered by error diffusion in whole numbers: the same file gives the same dots on every machine.
import { readFileSync } from "node:fs";
import { type DecodedPng, decode } from "fast-png";
import { messageOf } from "../../agent/core/errors.ts";
import { type Bitmap, createBitmap, fill } from "./bitmap.ts";

/** A picture of one byte per dot, 0 is black. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly light: Uint8Array;
}

const MOST_BYTES = 2_000_000;
/** Dots on a side: far more than any printer has, far less than would fill a small machine's memory. */
const MOST_DOTS = 3000;
/** A logo higher than this part of the paper's width would push the receipt off the till. */
const HIGHEST = 0.75;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Reads a logo. @throws RangeError saying what is wrong with the file. */
export function readLogo(path: string): Grey {
  const file = bytesOf(path);
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new RangeError("it is no PNG file");
  if (file.length > MOST_BYTES) throw new RangeError(`it has more than ${MOST_BYTES / 1e6} MB`);
  // The header is looked at before anything is unpacked: a small file can hold a picture of gigabytes.
  const [width, height] = file.length < 24 ? [0, 0] : [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (Math.max(width, height) > MOST_DOTS) throw new RangeError(`it is wider or higher than ${MOST_DOTS} dots`);
  try {
    return greyOf(file);
  } catch (cause) {
    throw new RangeError(`it is no PNG that can be read (${messageOf(cause)})`, { cause });
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new RangeError(`it cannot be opened (${messageOf(cause)})`, { cause });
  }
}

/** Any PNG on white paper: colours by their lightness, what is transparent white. */
function greyOf(file: Buffer): Grey {
  const png = decode(file);
  const { width, height, palette, channels, depth } = png;
  const top = 2 ** depth - 1;
  const read = samplesOf(png);
  const light = Uint8Array.from({ length: width * height }, (_, at) => {
    const values = Array.from({ length: channels }, (_, i) =>
      read(Math.floor(at / width), (at % width) * channels + i),
    );
    return lightness(palette?.[values[0] ?? 0] ?? values.map((value) => (value / top) * 255));
  });
  return { width, height, light };
}

/** The samples of a row; those of less than eight bits are packed, the first one highest. */
function samplesOf({ width, data, channels, depth }: DecodedPng): (row: number, index: number) => number {
  if (depth >= 8) return (row, index) => data[row * width * channels + index] ?? 0;
  const stride = Math.ceil((width * channels * depth) / 8);
  return (row, index) => {
    const bit = index * depth;
    return ((data[row * stride + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
}

/** ITU-R BT.601 weights; of two or four values the last is opacity. */
function lightness(colour: readonly number[]): number {
  const [first = 0, green = first, blue = first] = colour.length < 3 ? [colour[0] ?? 0] : colour;
  const opacity = colour.length % 2 === 0 ? (colour.at(-1) ?? 255) : 255;
  const own = (299 * first + 587 * green + 114 * blue) / 1000;
  return Math.round((own * opacity) / 255 + (255 - opacity));
}

/** The logo as dots, at most `width` wide and three quarters of that high; never enlarged. */
export function logoDots(logo: Grey, width: number): Bitmap {
  const scale = Math.min(1, width / logo.width, (width * HIGHEST) / logo.height);
  return dither(
    shrunk(logo, Math.max(1, Math.floor(logo.width * scale)), Math.max(1, Math.floor(logo.height * scale))),
  );
}

/** Each new dot is the mean of the dots it stands for. */
function shrunk({ width, height, light }: Grey, toWidth: number, toHeight: number): Grey {
  const mean = (column: number, row: number): number => {
    const [left, right] = range(column, width, toWidth);
    const [upper, lower] = range(row, height, toHeight);
    let sum = 0;
    for (let y = upper; y < lower; y++) for (let x = left; x < right; x++) sum += light[y * width + x] ?? 255;
    return Math.floor(sum / ((right - left) * (lower - upper)));
  };
  const dots = Uint8Array.from({ length: toWidth * toHeight }, (_, at) => mean(at % toWidth, Math.floor(at / toWidth)));
  return { width: toWidth, height: toHeight, light: dots };
}

const range = (index: number, from: number, to: number): readonly [number, number] => [
  Math.floor((index * from) / to),
  Math.max(Math.floor((index * from) / to) + 1, Math.floor(((index + 1) * from) / to)),
];

/** Floyd and Steinberg: what a dot got wrong is made up for by its neighbours, in sixteenths. */
const NEIGHBOURS = [
  [1, 0, 7],
  [-1, 1, 3],
  [0, 1, 5],
  [1, 1, 1],
] as const;

function dither({ width, height, light }: Grey): Bitmap {
  const bitmap = createBitmap(width, height);
  const wanted = Int16Array.from(light);
  for (let at = 0; at < wanted.length; at++) {
    const value = wanted[at] ?? WHITE;
    const isDark = value <= WHITE / 2;
    if (isDark) fill(bitmap, at % width, Math.floor(at / width), 1, 1);
    pass(wanted, at, width, value - (isDark ? 0 : WHITE));
  }
  return bitmap;
}

const WHITE = 255;

function pass(wanted: Int16Array, at: number, width: number, wrong: number): void {
  for (const [dx, dy, part] of NEIGHBOURS) {
    const column = (at % width) + dx;
    const neighbour = at + dx + dy * width;
    if (column < 0 || column >= width || neighbour >= wanted.length) continue;
    wanted[neighbour] = (wanted[neighbour] ?? WHITE) + Math.trunc((wrong * part) / 16);
  }
}
