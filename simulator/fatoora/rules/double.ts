// Binary floating point, where the authority's validator computes in it (xs:double of XPath 2.0): such a rule errs as the
// authority's does, and exact arithmetic would not.
import { all, type Element } from "../xml/element.ts";

/** The number at a path; NaN where there is none, as an absent one prints there. */
export const double = (from: Element, path: string): number => {
  const text = all(from, path)[0]?.text.trim() ?? "";
  return text === "" ? Number.NaN : Number(text);
};

/** fn:round to two places: halves upwards. */
export const cents = (value: number): number => Math.round(value * 100) / 100;

const TWO_PLACES = new Intl.NumberFormat("en", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  roundingMode: "halfEven",
  useGrouping: false,
});

/**
 * fn:format-number with two places: of the shortest decimal form, a half to the even digit.
 * @example printed(2.675) // "2.68"
 */
export const printed = (value: number): string => TWO_PLACES.format(`${value}`);
