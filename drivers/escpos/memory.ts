// What is remembered of a printer between jobs: how the last one left it, and what it has shown that it can.
import type { PrinterCondition } from "../../agent/core/printing/condition.ts";
import type { PrinterState } from "./job.ts";

export interface PrinterMemory {
  state: PrinterState;
  /** A part of a paper may hang out of it, which nobody must take for a receipt. */
  isTorn: boolean;
  /** It answered a question once, so that silence means something is wrong. */
  hasAnswered: boolean;
  /** It was asked and kept silent, as cheap ones do: not asked again until the cable breaks. */
  isMute: boolean;
  /** It answers GS r 1, as far as is known. */
  canProve: boolean;
  /** Number of the last job. */
  job: number;
  condition: PrinterCondition;
}

/** A printer nobody has talked to. */
export const unknownPrinter = (): PrinterMemory => ({
  state: "unknown",
  isTorn: false,
  hasAnswered: false,
  isMute: false,
  canProve: true,
  job: 0,
  condition: "unknown",
});
