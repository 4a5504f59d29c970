// Money: whole halalas (hundredths of the document's currency, documents.md C5), exact and never a float.

declare const halalasBrand: unique symbol;

/** An amount in hundredths: 8805n is 88.05. */
export type Halalas = bigint & { readonly [halalasBrand]: true };

/** Marks a whole number of hundredths as money. */
export const halalas = (hundredths: bigint): Halalas => hundredths as Halalas;

export const ZERO = halalas(0n);

export const plus = (a: Halalas, b: Halalas): Halalas => halalas(a + b);
export const minus = (a: Halalas, b: Halalas): Halalas => halalas(a - b);
export const smaller = (a: Halalas, b: Halalas): Halalas => (a < b ? a : b);
export const larger = (a: Halalas, b: Halalas): Halalas => (a > b ? a : b);

/** The sum of amounts; zero of none. */
export function sum(amounts: Iterable<Halalas>): Halalas {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return halalas(total);
}

/** The largest whole number not above a quotient; the denominator is positive. */
export function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/**
 * A quotient in halalas, rounded half up (C5); the denominator is positive.
 * @example roundHalfUp(3640n * 15n, 115n) // 475n: the VAT inside 36.40
 */
export const roundHalfUp = (numerator: bigint, denominator: bigint): Halalas =>
  halalas(floorDivide(2n * numerator + denominator, 2n * denominator));

/**
 * An amount as documents, receipts and answers write it.
 * @example formatHalalas(halalas(-3n)) // "-0.03"
 */
export function formatHalalas(amount: Halalas): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
