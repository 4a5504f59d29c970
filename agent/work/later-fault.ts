// What work in the background may meet and try again later: every fault but those of storage, which reopen the ledger.
import { type Fault, type FaultCode, isFault } from "../core/errors.ts";

const OF_STORAGE: ReadonlySet<FaultCode> = new Set(["storage-failed", "outcome-unknown", "storage-locked"]);

/** The fault, where trying again later is all there is to do. @throws what was thrown, where it is anything else. */
export function laterFault(thrown: unknown): Fault {
  if (!isFault(thrown) || OF_STORAGE.has(thrown.code)) throw thrown;
  return thrown;
}
