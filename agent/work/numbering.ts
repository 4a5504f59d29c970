// The unit's own document numbers (IRN): a pattern of the shop with a running number, independent of the ICV.
import { type Irn, parseIrn } from "../core/ids.ts";

/** Where the running number stands. */
const PLACE = /\{n(?::(\d{1,2}))?\}/g;

/**
 * The IRN of a running number: `{n}` is the number, `{n:6}` the number with leading zeros.
 * @throws Error when the pattern makes no valid number; the configuration checks it long before.
 * @example irnOf("SME-{n:6}", 42) // "SME-000042"
 */
export function irnOf(pattern: string, serial: number): Irn {
  const irn = parseIrn(filled(pattern, serial));
  if (irn === undefined) throw new Error(`numbering pattern ${pattern} makes no document number`);
  return irn;
}

/** More digits than any running number has. */
const MOST_DIGITS = 15;

/**
 * True for a number the pattern makes of some running number.
 * @example isOfPattern("SME-{n:6}", "SME-000042") // true
 */
export function isOfPattern(pattern: string, irn: string): boolean {
  const start = pattern.search(PLACE);
  const [digits = ""] = /^\d*/.exec(irn.slice(start, start + MOST_DIGITS)) ?? [];
  return Array.from(digits, (_, i) => Number(digits.slice(0, i + 1))).some((serial) => filled(pattern, serial) === irn);
}

const filled = (pattern: string, serial: number): string =>
  pattern.replace(PLACE, (_all, width?: string) => String(serial).padStart(Number(width ?? 0), "0"));
