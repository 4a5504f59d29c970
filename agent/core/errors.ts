// The one error class for "the world failed": disk, network, printer, key store. A wrong request is a Result instead.

import type { PrinterCondition } from "./printing/condition.ts";

/** Stable codes: an operator's guide and the retry loop know them. */
export type FaultCode =
  | "storage-failed"
  | "storage-full"
  | "storage-locked"
  | "schema-newer"
  | "outcome-unknown"
  | "chain-broken"
  | "self-check-failed"
  | "clock-untrusted"
  | "not-onboarded"
  | "no-request"
  | "certificate-expired"
  | "configuration-changed"
  | "key-unavailable"
  | "gateway-unreachable"
  | "gateway-unexpected"
  | "printer-failed"
  | "printer-busy"
  | "no-such-printer"
  | "paper-failed"
  | "not-cleared"
  | "backup-folder-absent"
  | "backup-no-room"
  | "backup-failed"
  | "address-unavailable"
  | "configuration";

const TRANSIENT: ReadonlySet<FaultCode> = new Set([
  "storage-locked",
  "gateway-unreachable",
  "printer-failed",
  "printer-busy",
  "address-unavailable",
]);

/**
 * A failure of the world around the terminal, with a stable code.
 * @example
 * throw new Fault("storage-locked", "another agent holds the ledger", { cause });
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** True where trying the same thing again later may succeed. */
  get isTransient(): boolean {
    return TRANSIENT.has(this.code);
  }
}

/** How a print job failed: whether a byte that could put dots on paper had left, and what the printer said last. */
export interface PrinterTrouble {
  readonly started: boolean;
  readonly condition: PrinterCondition;
}

/** A Fault `printer-failed` that tells how far the job had come. */
class PrinterFailure extends Fault {
  readonly trouble: PrinterTrouble;

  constructor(trouble: PrinterTrouble, message: string, options?: ErrorOptions) {
    super("printer-failed", message, options);
    this.trouble = trouble;
  }
}

/**
 * The failure of a print job, to be thrown.
 * @example throw printerFailure({ condition: "paper-out", started: true }, "the paper ended", cause);
 */
export const printerFailure = (trouble: PrinterTrouble, message: string, cause?: unknown): Fault =>
  new PrinterFailure(trouble, message, { cause });

/** What a Fault `printer-failed` tells; undefined for anything else thrown. One without details may have started. */
export function printerFailureOf(thrown: unknown): PrinterTrouble | undefined {
  if (thrown instanceof PrinterFailure) return thrown.trouble;
  return isFault(thrown, "printer-failed") ? { started: true, condition: "unknown" } : undefined;
}

/** Narrows an unknown thrown value to a Fault, of one code where it is given. */
export const isFault = (thrown: unknown, code?: FaultCode): thrown is Fault =>
  thrown instanceof Fault && (code === undefined || thrown.code === code);

/** The message of anything thrown, for a log line or an answer. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
