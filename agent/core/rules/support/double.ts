// Binary floating point where the authority's rules themselves compute in it (xs:double of XPath 2.0).
// Money is never handled so elsewhere: these rules judge, and must err where the authority errs.
import { parsePlain } from "./digits.ts";
import { trim } from "./text.ts";

const LEXICAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ["INF", Number.POSITIVE_INFINITY],
  ["+INF", Number.POSITIVE_INFINITY],
  ["-INF", Number.NEGATIVE_INFINITY],
  ["NaN", Number.NaN],
]);

/** Casts text to a double; undefined when it is none. */
export function parseDouble(text: string): number | undefined {
  const plain = parsePlain(text);
  // Both are exact, so their quotient is the nearest double.
  if (plain !== undefined) return plain.digits / 10 ** plain.places;
  if (LEXICAL.test(text)) return Number(text);
  const trimmed = trim(text);
  return LEXICAL.test(trimmed) ? Number(trimmed) : SPECIAL.get(trimmed);
}

/** `round(value * 100) div 100`. */
export const cents = (value: number): number => Math.round(value * 100) / 100;

/**
 * True when both print alike with two decimals as fn:format-number prints a double: from its shortest decimal form,
 * a half to the even digit. Absent prints `NaN`.
 * @example printsAlike(1.005, 1) // true
 */
export function printsAlike(a: number | undefined, b: number | undefined): boolean {
  return Object.is(a, b) || printed(a ?? Number.NaN) === printed(b ?? Number.NaN);
}

/** `format-number(value, '#.00')`, but for the dropped zero before the point. */
export function printed(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return printedDecimal(plainDigits(value));
}

/** Rounds plain decimal digits (`-12.345`) to two places, a half to the even digit; the sign stays even on zero. */
export function printedDecimal(digits: string): string {
  const isNegative = digits.startsWith("-");
  const [whole = "0", fraction = ""] = (isNegative ? digits.slice(1) : digits).split(".");
  const kept = BigInt(whole + fraction.padEnd(2, "0").slice(0, 2));
  const rest = fraction.slice(2);
  const isUp = rest > "5" || (rest === "5" && kept % 2n === 1n);
  return `${isNegative ? "-" : ""}${isUp ? kept + 1n : kept}`;
}

/** The shortest decimal form of a finite double, without exponent. */
function plainDigits(value: number): string {
  const shortest = Object.is(value, -0) ? "-0" : String(value);
  const [mantissa = "0", exponent] = shortest.split("e");
  if (exponent === undefined) return shortest;
  const [whole = "0", fraction = ""] = mantissa.replace("-", "").split(".");
  const shift = Number(exponent);
  const digits =
    shift > 0 ? whole + fraction.padEnd(shift, "0") : `0.${"0".repeat(-shift - whole.length)}${whole}${fraction}`;
  return mantissa.startsWith("-") ? `-${digits}` : digits;
}
