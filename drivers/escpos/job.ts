// A receipt as a print job: resynchronise, set up, dots, cut, and a question whose answer proves that all of it is on paper.
import type { Bitmap } from "../raster/bitmap.ts";
import { bandRows, encodeDots } from "./bands.ts";
import {
  askProcess,
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

/** Ends whatever an earlier job left open; ignored where there is nothing to end (printing.md section 5, trap B). */
export const resynchronise = (profile: PrinterProfile): readonly Command[] => [
  fillUp((profile.width / 8) * bandRows(profile)),
  initialise(),
];

/** Sets the printer up for dots. */
export const setUp = (profile: PrinterProfile): readonly Command[] => [
  initialise(),
  ...(profile.canDisableRealTime ? [disableRealTimeCommands()] : []),
  ...(profile.feeds === "set-units" ? [setDotUnits(profile.dotsPerInch)] : []),
];

/**
 * The dots of one paper and the cut after it.
 * @throws RangeError when the picture is wider than the printer.
 */
export function encodePaper(picture: Bitmap, profile: PrinterProfile): readonly Command[] {
  if (picture.width > profile.width) {
    throw new RangeError(`a picture of ${picture.width} dots does not fit a printer of ${profile.width}`);
  }
  return [...encodeDots(picture, profile), ...ending(profile)];
}

/** The questions that are answered when everything before them is on paper. */
export const askForProof = (profile: PrinterProfile, job: number): readonly Command[] => [
  ...(profile.canProveJob ? [askProcess(job)] : []),
  askWhenDone(),
];

/**
 * One receipt as a stream of commands for a printer nobody talks with.
 * @throws RangeError when the picture is wider than the printer.
 */
export const encodeJob = (picture: Bitmap, profile: PrinterProfile, state: PrinterState): readonly Command[] => [
  ...(state === "unknown" ? resynchronise(profile) : []),
  ...setUp(profile),
  ...encodePaper(picture, profile),
  ...(profile.status === "none" ? [] : [askWhenDone()]),
];

function ending({ cutter, tearOffRows, feeds }: PrinterProfile): readonly Command[] {
  if (cutter !== "none") return [cut(cutter)];
  if (tearOffRows === 0) return [];
  return [feeds === "white-dots" ? rasterBand(1, new Uint8Array(tearOffRows)) : feed(tearOffRows)];
}
