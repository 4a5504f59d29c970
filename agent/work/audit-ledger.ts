// The audit of the whole ledger: every chain from its first document to its head.
import { type AuditedHead, auditNext, type BrokenLink, CHAIN_START, isBroken } from "../core/chain/audit.ts";
import type { Ledger } from "../ports.ts";
import { isRemoteChain } from "./remote-chain.ts";

export interface AuditedChain {
  readonly csid: string;
  readonly documents: number;
  readonly head: string;
  /** The documents are kept by a middleware: nothing was recomputed. */
  readonly isRemote?: true;
}

export interface LedgerAudit {
  readonly chains: readonly AuditedChain[];
  /** The first broken link of the first broken chain. */
  readonly broken?: BrokenLink & { readonly csid: string };
}

const PAGE = 200;

/** Audits every chain; `progress` is told how many documents are checked. */
export function auditLedger(ledger: Ledger, progress: (checked: number) => void = () => undefined): LedgerAudit {
  const chains: AuditedChain[] = [];
  for (const csid of ledger.chains()) {
    const outcome = auditChain(ledger, csid, progress);
    if (isBroken(outcome)) return { chains, broken: { ...outcome, csid } };
    chains.push({
      csid,
      documents: outcome.icv,
      head: outcome.hash,
      ...(isRemoteChain(csid) ? { isRemote: true } : {}),
    });
  }
  return { chains };
}

function auditChain(ledger: Ledger, csid: string, progress: (checked: number) => void): AuditedHead | BrokenLink {
  let head = CHAIN_START;
  for (;;) {
    const page = ledger.chain(csid, head.icv, PAGE);
    for (const { link, hash, qr, xml } of page) {
      // A middleware keeps key and document: only its word for the hash is here, and there is nothing to recompute.
      const next = isRemoteChain(csid) ? { icv: link.icv, hash } : auditNext(head, { ...link, hash, qr, xml });
      if (isBroken(next)) return next;
      head = next;
    }
    progress(head.icv);
    if (page.length < PAGE) return head;
  }
}
