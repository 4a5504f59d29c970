// Whether a ledger is the one its second copy was made of, and not an older state of it.
import type { CopiedDocument } from "./record.ts";

/** The ledger lacks the copy's last document, or has another in its place: to go on would use counters a second time. */
export class NotTheNewest extends Error {
  override readonly name = "NotTheNewest";
}

/** @throws NotTheNewest unless the ledger's own document of that id is the copy's last one. */
export function assertDescends(
  last: CopiedDocument | undefined,
  own: (id: number) => { readonly hash: string; readonly csid: string } | undefined,
): void {
  if (last === undefined) return;
  const there = own(last.id);
  if (there?.hash === last.hash && there.csid === last.csid) return;
  const what = there === undefined ? "does not have" : "has otherwise";
  throw new NotTheNewest(
    `the second copy ends with ${last.irn} (ICV ${last.icv}), which this ledger ${what}: it is an older or another ledger. Nothing is issued. Put the newer ledger back, or onboard again as a new unit`,
  );
}
