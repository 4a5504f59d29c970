// The audit of the whole ledger: every chain from its first document to its head.
import { type AuditedHead, auditNext, type BrokenLink, CHAIN_START, isBroken } from "../core/chain/audit.ts";
import type { Ledger } from "../ports.ts";

export interface LedgerAudit {
  readonly chains: readonly { readonly csid: string; readonly documents: number; readonly head: string }[];
  /** The first broken link of the first broken chain. */
  readonly broken?: BrokenLink & { readonly csid: string };
}

const PAGE = 200;

/** Audits every chain; `progress` is told how many documents are checked. */
export function auditLedger(ledger: Ledger, progress: (checked: number) => void = () => undefined): LedgerAudit {
  const chains: { csid: string; documents: number; head: string }[] = [];
  for (const csid of ledger.chains()) {
    const outcome = auditChain(ledger, csid, progress);
    if (isBroken(outcome)) return { chains, broken: { ...outcome, csid } };
    chains.push({ csid, documents: outcome.icv, head: outcome.hash });
  }
  return { chains };
}

function auditChain(ledger: Ledger, csid: string, progress: (checked: number) => void): AuditedHead | BrokenLink {
  let head = CHAIN_START;
  for (;;) {
    const page = ledger.chain(csid, head.icv, PAGE);
    for (const { link, hash, qr, xml } of page) {
      const next = auditNext(head, { ...link, hash, qr, xml });
      if (isBroken(next)) return next;
      head = next;
    }
    progress(head.icv);
    if (page.length < PAGE) return head;
  }
}
