// Exact decimals for what is not money: quantities, unit prices, percentages, exchange rates.
import { floorDivide, type Halalas, halalas, roundHalfUp } from "./halalas.ts";

/** `units / 10^scale`, without trailing zeros: 0.450 is 45 with scale 2, so equal numbers look equal. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const SYNTAX = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/** Makes a decimal of any units and scale. */
export function decimal(units: bigint, scale: number): Decimal {
  let [rest, places] = [units, scale];
  while (places > 0 && rest % 10n === 0n) [rest, places] = [rest / 10n, places - 1];
  return { units: rest, scale: places };
}

export const ONE = decimal(1n, 0);
export const NOTHING = decimal(0n, 0);

/**
 * Parses a decimal without sign, exponent or leading zeros; undefined when it is none.
 * @example parseDecimal("0.450") // { units: 45n, scale: 2 }
 */
export function parseDecimal(text: string): Decimal | undefined {
  const match = SYNTAX.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  return decimal(BigInt(whole + fraction), fraction.length);
}

/**
 * A decimal as text, with at least so many digits behind the point.
 * @example formatDecimal(decimal(28n, 0), 2) // "28.00"
 */
export function formatDecimal({ units, scale }: Decimal, atLeast = 0): string {
  const digits = units.toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).padEnd(atLeast, "0");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

export const tenTo = (places: number): bigint => 10n ** BigInt(places);

export const times = (a: Decimal, b: Decimal): Decimal => decimal(a.units * b.units, a.scale + b.scale);

/** The sum of two decimals. */
export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return decimal(x + y, scale);
}

/** The difference of two decimals. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return decimal(x - y, scale);
}

/** True when `a` is greater than `b`. */
export function exceeds(a: Decimal, b: Decimal): boolean {
  const [x, y] = aligned(a, b);
  return x > y;
}

/** `a / b` rounded half up to so many decimals; `b` is positive. */
export function quotient(a: Decimal, b: Decimal, places: number): Decimal {
  const numerator = a.units * tenTo(b.scale + places);
  const denominator = b.units * tenTo(a.scale);
  return decimal(floorDivide(2n * numerator + denominator, 2n * denominator), places);
}

/** `a / b` in halalas, rounded half up; `b` is positive. */
export const toHalalas = (a: Decimal, b: Decimal = ONE): Halalas =>
  roundHalfUp(a.units * tenTo(b.scale + 2), b.units * tenTo(a.scale));

/** An amount of money as a decimal. */
export const fromHalalas = (amount: Halalas): Decimal => decimal(amount, 2);

/** A decimal of at most two places as money; undefined when it has more. */
export const exactHalalas = (value: Decimal): Halalas | undefined =>
  value.scale <= 2 ? halalas(value.units * tenTo(2 - value.scale)) : undefined;

/** A percentage of an amount, rounded half up (contract.md, line). */
export const percentOf = (percent: Decimal, base: Halalas): Halalas =>
  roundHalfUp(base * percent.units, 100n * tenTo(percent.scale));

/** The units of both at the finer scale of the two. */
function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * tenTo(scale - a.scale), b.units * tenTo(scale - b.scale), scale];
}
