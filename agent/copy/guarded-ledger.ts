// A ledger that issues and closes only while no second copy is ahead of it, and tells its copy of every document.
import type { Closings } from "../ports/closings.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { SecondCopy } from "../ports/second-copy.ts";

/** Joins a ledger with its second copy. An older ledger still reads, reports and prints: only issuing is refused. */
export function guardedLedger(ledger: Ledger, copy: SecondCopy): Ledger {
  copy.wake();
  return {
    ...ledger,
    append: (csid, make, flush) => guarded(copy, () => ledger.append(csid, make, flush)),
  };
}

/** An older ledger does not know which closings were made after it: it makes none. */
export const guardedClosings = (closings: Closings, copy: Pick<SecondCopy, "refusal" | "wake">): Closings => ({
  ...closings,
  close: (make) => guarded(copy, () => closings.close(make)),
});

/** @throws Fault `chain-broken` while the copy is ahead: nothing is done then. */
function guarded<T>(copy: Pick<SecondCopy, "refusal" | "wake">, act: () => T): T {
  const refusal = copy.refusal();
  if (refusal !== undefined) throw refusal;
  const done = act();
  copy.wake();
  return done;
}
