// A picture as a series of small commands: bands of dots and feeds over blank paper. Small bands bound what a lost
// connection costs and leave room to ask for the printer's state between them.
import type { Bitmap } from "../raster/bitmap.ts";
import { type Command, feed, rasterBand } from "./commands.ts";
import type { PrinterProfile } from "./profile.ts";
import { withoutRealTimeCommands } from "./real-time-guard.ts";

/** A stretch of rows, blank or with ink. */
interface Stretch {
  readonly isBlank: boolean;
  readonly start: number;
  readonly end: number;
}

/** Fewer blank rows cost less as dots than the commands around them would. */
const SHORTEST_FEED = 6;
const LONGEST_FEED = 255;
const FEWEST_ROWS = 24;
const MOST_ROWS = 64;

/** Rows per band: what half the printer's buffer holds at full width, between 24 and 64. */
export function bandRows({ width, bufferBytes }: PrinterProfile): number {
  const rows = Math.floor(bufferBytes / (width / 8));
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, rows));
}

/** The dots of a bitmap as bands and feeds. */
export function encodeDots(bitmap: Bitmap, profile: PrinterProfile): readonly Command[] {
  return stretches(bitmap).flatMap((stretch) =>
    stretch.isBlank ? blank(stretch.end - stretch.start, profile) : bands(bitmap, stretch, bandRows(profile)),
  );
}

function stretches(bitmap: Bitmap): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let row = 0; row < bitmap.height; ) {
    const isBlank = isBlankRow(bitmap, row);
    let end = row + 1;
    while (end < bitmap.height && isBlankRow(bitmap, end) === isBlank) end++;
    const isFeed = isBlank && (end - row >= SHORTEST_FEED || end === bitmap.height);
    const last = found.at(-1);
    if (last?.isBlank === isFeed) found[found.length - 1] = { ...last, end };
    else found.push({ isBlank: isFeed, start: row, end });
    row = end;
  }
  return found;
}

const isBlankRow = ({ rows, stride }: Bitmap, row: number): boolean =>
  rows.subarray(row * stride, (row + 1) * stride).every((byte) => byte === 0);

function bands(bitmap: Bitmap, { start, end }: Stretch, most: number): readonly Command[] {
  const found: Command[] = [];
  for (let row = start; row < end; row += most) found.push(band(bitmap, row, Math.min(row + most, end)));
  return found;
}

/** One band without the white at its right. */
function band({ rows, stride }: Bitmap, start: number, end: number): Command {
  const slices = Array.from({ length: end - start }, (_, i) =>
    rows.subarray((start + i) * stride, (start + i + 1) * stride),
  );
  const trimmed = Math.max(1, ...slices.map((slice) => slice.findLastIndex((byte) => byte !== 0) + 1));
  const data = Buffer.concat(slices.map((slice) => slice.subarray(0, trimmed)));
  return rasterBand(trimmed, withoutRealTimeCommands(data));
}

/** Blank paper: fed, or as white dots one byte wide where the unit of a feed is not known. */
function blank(rows: number, { feeds }: PrinterProfile): readonly Command[] {
  const found: Command[] = [];
  for (let left = rows; left > 0; left -= LONGEST_FEED) {
    const count = Math.min(left, LONGEST_FEED);
    found.push(feeds === "white-dots" ? rasterBand(1, new Uint8Array(count)) : feed(count));
  }
  return found;
}
