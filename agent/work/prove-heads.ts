// The ends of a ledger's chains, looked at in a new schema before it is kept.
import { isBroken } from "../core/chain/audit.ts";
import { Fault } from "../core/errors.ts";
import type { Ledger } from "../ports/ledger.ts";
import { auditStretch, headAt } from "./audit-ledger.ts";
import { isRemoteChain } from "./remote-chain.ts";

type Looked = Pick<Ledger, "chains" | "head" | "chain" | "placeAt">;

/** Documents looked at of each chain: the whole of it is the audit's affair. */
const LAST = 10;

/** Checks the last documents of every chain. @throws Fault `chain-broken` naming the first that does not hold. */
export function proveHeads(ledger: Looked): void {
  for (const csid of ledger.chains()) if (!isRemoteChain(csid)) proveHead(ledger, csid);
}

function proveHead(ledger: Looked, csid: string): void {
  const { icv = 0 } = ledger.head(csid) ?? {};
  const found = auditStretch(ledger, csid, { from: headAt(ledger, csid, Math.max(0, icv - LAST)), to: icv });
  if (isBroken(found)) throw new Fault("chain-broken", `${csid}, ICV ${found.icv}: ${found.message.en}`);
}
