// A ledger that issues only while it is the newest of its kind, and tells the second copy of every document.
import { Fault } from "../core/errors.ts";
import type { Ledger, SecondCopy } from "../ports.ts";

/**
 * Joins a ledger with its second copy; compared once, at the start, since only a stopped ledger can be replaced.
 * An older ledger still reads, reports and prints: it refuses to issue, with `chain-broken`.
 */
export function guardedLedger(ledger: Ledger, copy: SecondCopy): Ledger {
  const refusal = refusalOf(copy);
  return {
    ...ledger,
    append: (csid, make) => {
      if (refusal !== undefined) throw refusal;
      const document = ledger.append(csid, make);
      copy.wake();
      return document;
    },
  };
}

function refusalOf(copy: SecondCopy): Fault | undefined {
  try {
    copy.assertLedgerIsNewest();
    copy.wake();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
}
