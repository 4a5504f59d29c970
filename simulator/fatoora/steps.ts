// The compliance steps (reference: gateway A5): one for each kind of document a unit's functionality map announces.
import type { Invoice, Kind } from "./invoice.ts";

const BY_TYPE: Readonly<Record<string, string>> = {
  "388": "compliant",
  "381": "credit-note-compliant",
  "383": "debit-note-compliant",
};

const STEPS = Object.values(BY_TYPE);
const stepsOf = (kind: Kind): readonly string[] => STEPS.map((step) => `${kind}-${step}`);

/**
 * The steps a functionality map asks for: its first digit standard documents, its second simplified ones.
 *
 * @example
 * requiredSteps("0100").length; // 3
 */
export const requiredSteps = (invoiceTypes: string): readonly string[] => [
  ...(invoiceTypes[0] === "1" ? stepsOf("standard") : []),
  ...(invoiceTypes[1] === "1" ? stepsOf("simplified") : []),
];

/** The step a document passes; undefined for kinds that are no step (a prepayment). */
export const stepOf = ({ kind, typeCode }: Invoice): string | undefined => {
  const step = BY_TYPE[typeCode];
  return step === undefined ? undefined : `${kind}-${step}`;
};
