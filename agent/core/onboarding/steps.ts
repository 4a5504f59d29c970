// The compliance steps a functionality map needs, in the order they are sent (gateway.md A5).
import type { ComplianceStep } from "./enrolment.ts";

/** Digit by digit of `TSCZ`: standard, simplified. */
const BY_DIGIT: readonly (readonly ComplianceStep[])[] = [
  ["standard-compliant", "standard-credit-note-compliant", "standard-debit-note-compliant"],
  ["simplified-compliant", "simplified-credit-note-compliant", "simplified-debit-note-compliant"],
];

const ALL: readonly ComplianceStep[] = BY_DIGIT.flat();

/**
 * The steps a unit must pass before it gets a production CSID.
 * @example stepsOf("0100") // the three simplified ones
 */
export const stepsOf = (functionalityMap: string): readonly ComplianceStep[] =>
  BY_DIGIT.flatMap((steps, digit) => (functionalityMap[digit] === "1" ? steps : []));

/**
 * The steps a `Missing-ComplianceSteps` message names; empty when it names none.
 * @example stepsIn("… [standard-compliant,simplified-compliant]") // both
 */
export const stepsIn = (text: string): readonly ComplianceStep[] => {
  const words = new Set(text.match(/[a-z]+(?:-[a-z]+)*/g));
  return ALL.filter((step) => words.has(step));
};
