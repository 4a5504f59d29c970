// The one error class for "the world failed": disk, network, printer, key store. A wrong request is a Result instead.

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
  | "certificate-expired"
  | "key-unavailable"
  | "gateway-unreachable"
  | "gateway-unexpected"
  | "printer-failed"
  | "paper-failed"
  | "not-cleared"
  | "configuration";

const TRANSIENT: ReadonlySet<FaultCode> = new Set(["storage-locked", "gateway-unreachable", "printer-failed"]);

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

/** Narrows an unknown thrown value to a Fault, of one code where it is given. */
export const isFault = (thrown: unknown, code?: FaultCode): thrown is Fault =>
  thrown instanceof Fault && (code === undefined || thrown.code === code);

/** The message of anything thrown, for a log line or an answer. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
