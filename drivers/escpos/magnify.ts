// Pictures made of squares, such as QR codes: the printer can blow dots up by itself, so that only one of two rows, or one
// of four dots, is sent (GS v 0, m = 2 and m = 3; printing.md section 4).
import { type Bitmap, createBitmap, fill, isBlack } from "../raster/bitmap.ts";
import type { Scale } from "./commands.ts";
import { extents } from "./extents.ts";

/** Dots to be sent, how the printer blows them up, and how far from the left edge they begin. */
export interface Magnified {
  readonly dots: Bitmap;
  readonly scale: Scale;
  readonly margin: number;
}

/** Lower pictures are not worth a change of scale. */
const FEWEST_ROWS = 64;
/** Two-high pieces of a picture pay only where most rows come in pairs. */
const PAIRED_SHARE = 0.6;

/**
 * The rows from `start` to `end` at a scale that saves bytes, in order; undefined where they are no picture of squares.
 * Squares of an even side go two by two; of an odd side in pairs of rows, with every odd row as it is.
 */
export function magnified(bitmap: Bitmap, start: number, end: number): readonly Magnified[] | undefined {
  if (end - start < FEWEST_ROWS) return undefined;
  const area = inked(bitmap, start, end);
  const quarter = halved(bitmap, area);
  if (quarter !== undefined) return [{ dots: quarter, scale: "two-by-two", margin: area.left }];
  return inPairs(bitmap, area);
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly start: number;
  readonly end: number;
}

/** The area with ink, to the dot at its left. */
function inked(bitmap: Bitmap, start: number, end: number): Area {
  const rows = extents(bitmap, start, end);
  const [leftByte, rightByte] = [
    Math.min(...rows.map(({ left }) => left)),
    Math.max(...rows.map(({ right }) => right)),
  ];
  const hasInk = (x: number): boolean => rows.some((_, y) => isBlack(bitmap, x, start + y));
  const first = Array.from({ length: 8 }, (_, i) => leftByte * 8 + i).find(hasInk) ?? leftByte * 8;
  return { left: first, right: rightByte * 8, start, end };
}

/** One dot for four; undefined where four that belong together are not alike. */
function halved(bitmap: Bitmap, { left, right, start, end }: Area): Bitmap | undefined {
  if ((end - start) % 2 !== 0) return undefined;
  const half = createBitmap(Math.ceil((right - left) / 2), (end - start) / 2);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const [column, row] = [left + 2 * x, start + 2 * y];
      const dot = isBlack(bitmap, column, row);
      const isSquare =
        dot === isBlack(bitmap, column + 1, row) &&
        dot === isBlack(bitmap, column, row + 1) &&
        dot === isBlack(bitmap, column + 1, row + 1);
      if (!isSquare) return undefined;
      if (dot) fill(half, x, y, 1, 1);
    }
  }
  return half;
}

function inPairs(bitmap: Bitmap, area: Area): readonly Magnified[] | undefined {
  const runs = pairedRuns(bitmap, area);
  const paired = runs.filter(({ isPaired }) => isPaired).reduce((sum, { rows }) => sum + 2 * rows.length, 0);
  if (paired < PAIRED_SHARE * (area.end - area.start)) return undefined;
  const leftByte = area.left >> 3;
  return runs.map(({ isPaired, rows }) => ({
    dots: slice(bitmap, rows, leftByte, area.right >> 3),
    scale: isPaired ? "two-high" : "as-it-is",
    margin: leftByte * 8,
  }));
}

interface Run {
  readonly isPaired: boolean;
  /** The rows that are sent. */
  readonly rows: number[];
}

/** Of squares of an odd side every second one begins with its odd row, so that two odd rows stand together. */
function pairedRuns(bitmap: Bitmap, { start, end }: Area): readonly Run[] {
  const runs: Run[] = [];
  for (let row = start; row < end; ) {
    const last = runs.at(-1);
    const alike = rowsAlike(bitmap, row, end);
    const joins = last?.isPaired === false && last.rows.length === 1 && alike % 2 === 1;
    const isPaired = alike > 1 && !joins;
    if (last?.isPaired === isPaired) last.rows.push(row);
    else runs.push({ isPaired, rows: [row] });
    row += isPaired ? 2 : 1;
  }
  return runs;
}

/** How many rows from this one on are the same. */
function rowsAlike(bitmap: Bitmap, row: number, end: number): number {
  let next = row + 1;
  while (next < end && isSameRow(bitmap, row, next)) next++;
  return next - row;
}

const rowOf = ({ rows, stride }: Bitmap, y: number): Uint8Array => rows.subarray(y * stride, (y + 1) * stride);

const isSameRow = (bitmap: Bitmap, a: number, b: number): boolean =>
  Buffer.compare(rowOf(bitmap, a), rowOf(bitmap, b)) === 0;

function slice(bitmap: Bitmap, rows: readonly number[], left: number, right: number): Bitmap {
  const dots = createBitmap((right - left) * 8, rows.length);
  for (const [at, y] of rows.entries()) dots.rows.set(rowOf(bitmap, y).subarray(left, right), at * dots.stride);
  return dots;
}
