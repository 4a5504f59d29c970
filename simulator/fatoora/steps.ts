// The compliance steps (reference: gateway A5): one for each kind of document a unit's functionality map announces.
import type { Invoice, Kind } from "./invoice.ts";

/** Invoice type code and the end of its step's name, in the gateway's order. */
const STEPS = [
  ["388", "compliant"],
  ["381", "credit-note-compliant"],
  ["383", "debit-note-compliant"],
] as const;

const stepsOf = (kind: Kind): readonly string[] => STEPS.map(([, step]) => `${kind}-${step}`);

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
  const row = STEPS.find(([code]) => code === typeCode);
  return row === undefined ? undefined : `${kind}-${row[1]}`;
};
