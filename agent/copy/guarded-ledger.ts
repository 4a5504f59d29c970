// A ledger that issues and closes only while no second copy is ahead of it, and tells its copy of every document.
import type { Closings } from "../ports/closings.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { SecondCopy } from "../ports/second-copy.ts";

/** Joins a ledger with its second copy. An older ledger still reads, reports and prints: only issuing is refused. */
export function guardedLedger(ledger: Ledger, copy: SecondCopy): Ledger {
  if (copy.state().state === "off") return ledger;
  const [newest] = ledger.list({ limit: 1 });
  copy.wake(newest?.id ?? 0);
  return {
    ...ledger,
    append: (csid, make, flush) => {
      assertNotOlder(copy);
      const document = ledger.append(csid, make, flush);
      // What the copy has, the ledger must have too behind a power cut.
      ledger.durable().then(
        () => copy.wake(document.id),
        () => undefined,
      );
      return document;
    },
  };
}

/** An older ledger does not know which closings were made after it: it makes none. */
export const guardedClosings = (closings: Closings, copy: Pick<SecondCopy, "refusal">): Closings => ({
  ...closings,
  close: (make) => {
    assertNotOlder(copy);
    return closings.close(make);
  },
});

/** @throws Fault `chain-broken` while the copy is ahead: nothing is done then. */
function assertNotOlder(copy: Pick<SecondCopy, "refusal">): void {
  const refusal = copy.refusal();
  if (refusal !== undefined) throw refusal;
}
