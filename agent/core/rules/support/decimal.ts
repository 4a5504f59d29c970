// Exact decimals as the authority's rules compute them (xs:decimal of XPath 2.0): an integer and a power of ten.
// https://www.w3.org/TR/xpath-functions/#op.numeric
import { parsePlain } from "./digits.ts";

export interface Decimal {
  /** The value times 10 to the power of `scale`. */
  readonly units: bigint;
  /** Digits after the point, 0 or more. */
  readonly scale: number;
}

const LEXICAL = /^[ \t\r\n]*([+-]?)(\d*)(?:\.(\d*))?[ \t\r\n]*$/;
/** Quotients carry at least this many digits, as in the processor the authority runs. */
const QUOTIENT_DIGITS = 18;
const POWERS: readonly bigint[] = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

const tenTo = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent);

export const ZERO: Decimal = { units: 0n, scale: 0 };

/** Casts text to a decimal; undefined when it is none (an exponent, a blank, letters). */
export function parseDecimal(text: string): Decimal | undefined {
  const plain = parsePlain(text);
  if (plain === undefined) return parseAny(text);
  let { digits, places } = plain;
  while (places > 0 && digits % 10 === 0) {
    digits /= 10;
    places -= 1;
  }
  return { units: BigInt(digits), scale: places };
}

function parseAny(text: string): Decimal | undefined {
  const match = LEXICAL.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  if (whole === "" && fraction === "") return undefined;
  const digits = withoutTrailingZeros(fraction);
  const units = BigInt(whole + digits);
  return { units: sign === "-" ? -units : units, scale: digits.length };
}

/** A constant of a rule. @throws Error when the text is no decimal. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is no decimal`);
  return value;
}

/** The exact value of a finite double. */
export function decimalOfDouble(value: number): Decimal {
  let scale = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    scale += 1;
  }
  // value = scaled / 2^scale = scaled * 5^scale / 10^scale
  return { units: BigInt(scaled) * 5n ** BigInt(scale), scale };
}

/** a + b. */
export function add(a: Decimal, b: Decimal): Decimal {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  if (b.units === 0n && b.scale < a.scale) return a;
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** a - b. */
export const subtract = (a: Decimal, b: Decimal): Decimal => add(a, { units: -b.units, scale: b.scale });

/** a * b. */
export const multiply = (a: Decimal, b: Decimal): Decimal => ({ units: a.units * b.units, scale: a.scale + b.scale });

/** a / b, cut after 18 digits or more with the nearest digit last (a half goes to zero). @throws RangeError when b is 0. */
export function divide(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(QUOTIENT_DIGITS, a.scale - b.scale + QUOTIENT_DIGITS);
  const numerator = a.units * tenTo(scale - a.scale + b.scale);
  const quotient = numerator / b.units;
  const isPastHalf = magnitude(numerator % b.units) * 2n > magnitude(b.units);
  const away = numerator < 0n === b.units < 0n ? 1n : -1n;
  return { units: isPastHalf ? quotient + away : quotient, scale };
}

/** Below 0, 0 or above 0 as a is less than, equal to or more than b. */
export function compare(a: Decimal, b: Decimal): number {
  if (a.units === b.units && a.scale === b.scale) return 0;
  const scale = Math.max(a.scale, b.scale);
  const left = unitsAt(a, scale);
  const right = unitsAt(b, scale);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** True when both are there and the same number: an absent operand equals nothing. */
export const equal = (a: Decimal | undefined, b: Decimal | undefined): boolean =>
  a !== undefined && b !== undefined && compare(a, b) === 0;

/** fn:round: to the nearest, a half upwards, also below zero (-2.5 becomes -2). */
export function round(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return value;
  const step = tenTo(value.scale - places);
  return { units: floorDivide(value.units + step / 2n, step), scale: places };
}

/** fn:floor to a number of places. */
export const floor = (value: Decimal, places: number): Decimal =>
  value.scale <= places ? value : { units: floorDivide(value.units, tenTo(value.scale - places)), scale: places };

/** Plain digits: `-12.50`. */
export function textOf({ units, scale }: Decimal): string {
  const digits = magnitude(units)
    .toString()
    .padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}

const unitsAt = (value: Decimal, scale: number): bigint =>
  value.scale === scale ? value.units : value.units * tenTo(scale - value.scale);

const magnitude = (units: bigint): bigint => (units < 0n ? -units : units);

function floorDivide(units: bigint, step: bigint): bigint {
  const quotient = units / step;
  return units < 0n && quotient * step !== units ? quotient - 1n : quotient;
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1;
  return end === digits.length ? digits : digits.slice(0, end);
}
