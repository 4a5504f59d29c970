// Exact decimals for the rules: whole numbers of 10^-18, so that no sum or product of an invoice is rounded unasked.

const DIGITS = 18;
const ONE = 10n ** BigInt(DIGITS);

/** A decimal, in units of 10^-18. */
export type Decimal = bigint;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Reads a decimal; undefined for anything else. Digits past the eighteenth are cut off. */
export const decimal = (text: string): Decimal | undefined => {
  const [, sign = "", whole = "", part = ""] = NUMBER.exec(text.trim()) ?? [];
  if (whole === "" && part === "") return undefined;
  const units = BigInt(whole || "0") * ONE + BigInt(part.slice(0, DIGITS).padEnd(DIGITS, "0"));
  return sign === "-" ? -units : units;
};

/** A whole number of hundredths as a decimal. */
export const hundredths = (count: bigint): Decimal => (count * ONE) / 100n;

const floorDivide = (a: bigint, b: bigint): bigint => (a >= 0n || a % b === 0n ? a / b : a / b - 1n);

/** Rounds to so many places, halves upwards. */
export const round = (value: Decimal, places = 2): Decimal => {
  const unit = ONE / 10n ** BigInt(places);
  return floorDivide(value + unit / 2n, unit) * unit;
};

/** Cuts off after so many places. */
export const floor = (value: Decimal, places: number): Decimal => {
  const unit = ONE / 10n ** BigInt(places);
  return floorDivide(value, unit) * unit;
};

/** The product, cut off at the eighteenth place. */
export const times = (a: Decimal, b: Decimal): Decimal => (a * b) / ONE;

/** The quotient, cut off at the eighteenth place; zero where the divisor is zero. */
export const over = (a: Decimal, b: Decimal): Decimal => (b === 0n ? 0n : (a * ONE) / b);
