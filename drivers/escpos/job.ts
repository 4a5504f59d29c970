// A receipt as a print job: resynchronise, set up, dots, cut, and a question whose answer proves that all of it is on paper.
import type { Bitmap } from "../raster/bitmap.ts";
import { bandRows, encodeDots } from "./bands.ts";
import {
  askWhenDone,
  type Command,
  cut,
  disableRealTimeCommands,
  feed,
  fillUp,
  initialise,
  rasterBand,
  setDotUnits,
} from "./commands.ts";
import type { PrinterProfile } from "./profile.ts";

/** How the printer was left: `unknown` after a fault, at start, or whenever an earlier job was not confirmed. */
export type PrinterState = "clean" | "unknown";

/**
 * The commands of one receipt.
 * @throws RangeError when the picture is wider than the printer.
 */
export function encodeJob(picture: Bitmap, profile: PrinterProfile, state: PrinterState): readonly Command[] {
  if (picture.width > profile.width) {
    throw new RangeError(`a picture of ${picture.width} dots does not fit a printer of ${profile.width}`);
  }
  return [
    ...(state === "unknown" ? [fillUp((profile.width / 8) * bandRows(profile))] : []),
    initialise(),
    ...(profile.canDisableRealTime ? [disableRealTimeCommands()] : []),
    ...(profile.feeds === "set-units" ? [setDotUnits(profile.dotsPerInch)] : []),
    ...encodeDots(picture, profile),
    ...ending(profile),
    ...(profile.status === "none" ? [] : [askWhenDone()]),
  ];
}

function ending({ cutter, tearOffRows, feeds }: PrinterProfile): readonly Command[] {
  if (cutter !== "none") return [cut(cutter)];
  if (tearOffRows === 0) return [];
  return [feeds === "white-dots" ? rasterBand(1, new Uint8Array(tearOffRows)) : feed(tearOffRows)];
}
