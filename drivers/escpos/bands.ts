// A picture as a series of small commands: bands of dots and feeds over blank paper. Small bands bound what a lost
// connection costs and leave room to ask for the printer's state between them.
import type { Bitmap } from "../raster/bitmap.ts";
import { type Command, feed, leftMargin, rasterBand, type Scale } from "./commands.ts";
import { cheapestPieces, type Extent, extents } from "./extents.ts";
import { type Magnified, magnified } from "./magnify.ts";
import type { PrinterProfile } from "./profile.ts";
import { withoutRealTimeCommands } from "./real-time-guard.ts";

/** A stretch of rows, blank or with ink. */
interface Stretch {
  readonly isBlank: boolean;
  readonly start: number;
  readonly end: number;
}

/** A band before it is a command. */
interface Band {
  readonly margin: number;
  readonly stride: number;
  readonly data: Uint8Array;
  readonly scale: Scale;
}

/** Fewer blank rows cost about as much as dots as the commands around them would. */
const SHORTEST_FEED = 3;
const LONGEST_FEED = 255;
const FEWEST_ROWS = 24;
const MOST_ROWS = 64;
/** A header is 8 bytes and a margin 4; more, so that a line of letters is not cut to ribbons for a few bytes. */
const BAND_OVERHEAD = 24;

/** Rows per band: what half the printer's buffer holds at full width, between 24 and 64; one prints, the next arrives. */
export function bandRows({ width, bufferBytes }: PrinterProfile): number {
  const rows = Math.floor(bufferBytes / 2 / (width / 8));
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, rows));
}

/** The dots of a bitmap as bands and feeds. */
export function encodeDots(bitmap: Bitmap, profile: PrinterProfile): readonly Command[] {
  const commands: Command[] = [];
  // ESC @ at the beginning of a job has set it to nothing.
  let margin = 0;
  for (const stretch of stretches(bitmap)) {
    if (stretch.isBlank) commands.push(...blank(stretch.end - stretch.start, profile));
    else {
      for (const band of bands(bitmap, stretch, profile)) {
        if (band.margin !== margin) commands.push(leftMargin(band.margin));
        margin = band.margin;
        commands.push(rasterBand(band.stride, withoutRealTimeCommands(band.data), band.scale));
      }
    }
  }
  return commands;
}

function stretches(bitmap: Bitmap): readonly Stretch[] {
  const found: Stretch[] = [];
  const isBlankRow = extents(bitmap, 0, bitmap.height).map(({ right }) => right === 0);
  for (let row = 0; row < bitmap.height; ) {
    const isBlank = isBlankRow[row];
    let end = row + 1;
    while (end < bitmap.height && isBlankRow[end] === isBlank) end++;
    const isFeed = isBlank === true && (end - row >= SHORTEST_FEED || end === bitmap.height);
    const last = found.at(-1);
    if (last?.isBlank === isFeed) found[found.length - 1] = { ...last, end };
    else found.push({ isBlank: isFeed, start: row, end });
    row = end;
  }
  return found;
}

function bands(bitmap: Bitmap, { start, end }: Stretch, profile: PrinterProfile): readonly Band[] {
  const most = bandRows(profile);
  const squares = profile.canMagnify && profile.canIndent ? magnified(bitmap, start, end) : undefined;
  if (squares !== undefined) return squares.flatMap((picture) => inBands(picture, most));
  const { canIndent } = profile;
  return cheapestPieces(bitmap, start, end, { most, overhead: BAND_OVERHEAD, canIndent }).map((piece) => ({
    margin: piece.left * 8,
    stride: piece.right - piece.left,
    data: cutOut(bitmap, piece.start, piece.end, piece),
    scale: "as-it-is",
  }));
}

function inBands({ dots, scale, margin }: Magnified, most: number): readonly Band[] {
  const found: Band[] = [];
  for (let row = 0; row < dots.height; row += most) {
    const data = cutOut(dots, row, Math.min(row + most, dots.height), { left: 0, right: dots.stride });
    found.push({ margin, stride: dots.stride, data, scale });
  }
  return found;
}

const cutOut = ({ rows, stride }: Bitmap, start: number, end: number, { left, right }: Extent): Uint8Array =>
  Buffer.concat(
    Array.from({ length: end - start }, (_, i) =>
      rows.subarray((start + i) * stride + left, (start + i) * stride + right),
    ),
  );

/** Blank paper: fed, or as white dots one byte wide where the unit of a feed is not known. */
function blank(rows: number, { feeds }: PrinterProfile): readonly Command[] {
  const found: Command[] = [];
  for (let left = rows; left > 0; left -= LONGEST_FEED) {
    const count = Math.min(left, LONGEST_FEED);
    found.push(feeds === "white-dots" ? rasterBand(1, new Uint8Array(count)) : feed(count));
  }
  return found;
}
