// A ledger that issues and closes only while no second copy is ahead of it, and tells its copy of every document.
import type { Closings } from "../ports/closings.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { SecondCopy } from "../ports/second-copy.ts";

/** Joins a ledger with its second copy. An older ledger still reads, reports and prints: only issuing is refused. */
export function guardedLedger(ledger: Ledger, copy: SecondCopy): Ledger {
  copy.wake();
  return {
    ...ledger,
    append: (csid, make) => {
      const refusal = copy.refusal();
      if (refusal !== undefined) throw refusal;
      const document = ledger.append(csid, make);
      copy.wake();
      return document;
    },
  };
}

/** An older ledger does not know which closings were made after it: it makes none. */
export const guardedClosings = (closings: Closings, copy: Pick<SecondCopy, "refusal" | "wake">): Closings => ({
  ...closings,
  close: (make) => {
    const refusal = copy.refusal();
    if (refusal !== undefined) throw refusal;
    const closing = closings.close(make);
    copy.wake();
    return closing;
  },
});
