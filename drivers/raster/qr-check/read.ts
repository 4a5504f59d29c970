// Reads a QR code back from the dots that are about to be printed. It is stricter than any scanner: every dot of a module
// must agree, every fixed pattern be whole and every check symbol right, so that all error correction is left for wear.
import { err, ok, type Result } from "../../../agent/core/result.ts";
import { type Bitmap, isBlack } from "../bitmap.ts";
import { MASKS } from "../qr-mask.ts";
import { QUIET_MODULES } from "../qr-plan.ts";
import { readCodewords } from "./codewords.ts";
import { type QrSymbol, symbolOf } from "./symbol.ts";
import { readFormat, tellsVersion } from "./told.ts";

/** Where a symbol stands: its upper left dot, and how big it is. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** Dots per module. */
  readonly module: number;
  /** Modules per side. */
  readonly modules: number;
}

/** The text of the symbol at a place; the error says what is wrong with its dots. */
export function readQr(bitmap: Bitmap, place: Place): Result<string, string> {
  const symbol = symbolOf(place.modules);
  if (symbol === undefined) return err(`no symbol has ${place.modules} modules`);
  if (!isQuiet(bitmap, place)) return err("something stands in its quiet zone");
  const modules = sample(bitmap, place);
  return modules === undefined ? err("a module is neither black nor white all over") : readModules(modules, symbol);
}

function readModules(modules: Uint8Array, symbol: QrSymbol): Result<string, string> {
  const { size, version, roles, path } = symbol;
  const module = (row: number, column: number): number => modules[row * size + column] ?? 0;
  const isWhole = roles.every((role, at) =>
    role === "dark" ? modules[at] === 1 : role !== "light" || modules[at] === 0,
  );
  if (!isWhole) return err("a fixed pattern is damaged");
  if (!tellsVersion(module, size, version)) return err("the version information is damaged");
  const format = readFormat(module, size);
  if (!format.ok) return format;
  const isTurned = MASKS[format.value.mask] ?? (() => false);
  const bits = path.map((at) => (modules[at] ?? 0) ^ (isTurned(Math.floor(at / size), at % size) ? 1 : 0));
  const bytes = readCodewords(codewordsOf(bits), { version, level: format.value.level });
  return bytes.ok ? textOf(bytes.value) : bytes;
}

/** Eight bits each; what is left over at the end carries nothing. */
function codewordsOf(bits: readonly number[]): Uint8Array {
  const codewords = new Uint8Array(Math.floor(bits.length / 8));
  for (let i = 0; i < codewords.length * 8; i++) {
    codewords[i >> 3] = ((codewords[i >> 3] ?? 0) << 1) | (bits[i] ?? 0);
  }
  return codewords;
}

function textOf(bytes: Uint8Array): Result<string, string> {
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return err("the bytes are no text");
  }
}

/** One value per module; undefined where the dots of one module differ. */
function sample(bitmap: Bitmap, { x, y, module, modules }: Place): Uint8Array | undefined {
  const sampled = new Uint8Array(modules * modules);
  for (let at = 0; at < sampled.length; at++) {
    const left = x + (at % modules) * module;
    const top = y + Math.floor(at / modules) * module;
    const isDark = isBlack(bitmap, left, top);
    if (!isEven(bitmap, isDark, [left, top, module, module])) return undefined;
    sampled[at] = isDark ? 1 : 0;
  }
  return sampled;
}

/** White on all sides; beyond the dots lies the paper's own margin. */
function isQuiet(bitmap: Bitmap, { x, y, module, modules }: Place): boolean {
  const quiet = QUIET_MODULES * module;
  const side = modules * module;
  const whole = side + 2 * quiet;
  const margins: readonly Area[] = [
    [x - quiet, y - quiet, whole, quiet],
    [x - quiet, y + side, whole, quiet],
    [x - quiet, y, quiet, side],
    [x + side, y, quiet, side],
  ];
  return margins.every((margin) => isEven(bitmap, false, margin));
}

type Area = readonly [left: number, top: number, width: number, height: number];

/** True when all dots of an area are of one shade. */
function isEven(bitmap: Bitmap, isDark: boolean, [left, top, width, height]: Area): boolean {
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) if (isBlack(bitmap, x, y) !== isDark) return false;
  }
  return true;
}
