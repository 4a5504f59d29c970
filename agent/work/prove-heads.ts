// The ends of a ledger's chains, looked at in a new schema before it is kept.
import { auditNext, CHAIN_START, isBroken } from "../core/chain/audit.ts";
import { Fault } from "../core/errors.ts";
import type { Ledger } from "../ports/ledger.ts";
import { isRemoteChain } from "./remote-chain.ts";

type Looked = Pick<Ledger, "chains" | "head" | "chain">;

/** Documents looked at of each chain: the whole of it is the audit's affair. */
const LAST = 10;

/** Checks the last documents of every chain. @throws Fault `chain-broken` naming the first that does not hold. */
export function proveHeads(ledger: Looked): void {
  for (const csid of ledger.chains()) if (!isRemoteChain(csid)) proveHead(ledger, csid);
}

function proveHead(ledger: Looked, csid: string): void {
  const from = Math.max(0, (ledger.head(csid)?.icv ?? 0) - LAST);
  const [start] = from === 0 ? [] : ledger.chain(csid, from - 1, 1);
  let head = start === undefined ? CHAIN_START : { icv: start.link.icv, hash: start.hash };
  for (const { link, hash, qr, xml } of ledger.chain(csid, from, LAST)) {
    const next = auditNext(head, { ...link, hash, qr, xml });
    if (isBroken(next)) throw new Fault("chain-broken", `${csid}, ICV ${next.icv}: ${next.message.en}`);
    head = next;
  }
}
