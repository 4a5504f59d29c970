// The audit of the whole ledger: every chain from its first document to its head, and the activity log. It goes from
// one document or row to the next, so that who has something else to do may rest between two of them.
import { ACTIVITY_START, type ActivityHead, type BrokenActivity, nextActivity } from "../core/chain/activities.ts";
import { type AuditedHead, auditNext, type BrokenLink, CHAIN_START, isBroken } from "../core/chain/audit.ts";
import { readCleared } from "../core/stamp/cleared.ts";
import type { Ledger, StoredDocument } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";
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

/** Work that stops after each document or row it has checked, and returns what it found. */
type Steps<T> = Generator<undefined, T, undefined>;
type AuditedLedger = Pick<Ledger, "chains" | "chain">;
type AuditedLog = Pick<ActivityLog, "after">;

/** Rows read at once: a till that sells meanwhile waits for no more than these. */
const PAGE = 25;

/** Audits every chain. */
export const auditLedger = (ledger: AuditedLedger): LedgerAudit => inOneGo(ledgerSteps(ledger));

/** Audits the activity log from its first row. @returns how far it holds, or the first row that does not. */
export const auditActivities = (log: AuditedLog): ActivityHead | BrokenActivity => inOneGo(activitySteps(log));

function inOneGo<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The audit of every chain, one document at a step. */
export function* ledgerSteps(ledger: AuditedLedger): Steps<LedgerAudit> {
  const chains: AuditedChain[] = [];
  for (const csid of ledger.chains()) {
    const outcome = yield* chainSteps(ledger, csid);
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

function* chainSteps(ledger: AuditedLedger, csid: string): Steps<AuditedHead | BrokenLink> {
  let head = CHAIN_START;
  for (;;) {
    const page = ledger.chain(csid, head.icv, PAGE);
    for (const document of page) {
      const next = auditDocument(head, document, csid);
      if (isBroken(next)) return next;
      head = next;
      yield;
    }
    if (page.length < PAGE) return head;
  }
}

function auditDocument(head: AuditedHead, document: StoredDocument, csid: string): AuditedHead | BrokenLink {
  const { link, hash, qr, xml, cleared } = document;
  // A middleware keeps key and document: only its word for the hash is here, and there is nothing to recompute.
  if (isRemoteChain(csid)) return { icv: link.icv, hash };
  const next = auditNext(head, { ...link, hash, qr, xml });
  if (isBroken(next) || cleared === undefined) return next;
  const copy = readCleared(Buffer.from(cleared.xml, "utf8").toString("base64"), hash);
  return copy.ok && copy.value.qr === cleared.qr ? next : { ...link, link: "clearance", message: NOT_AS_CLEARED };
}

const NOT_AS_CLEARED = {
  ar: "النسخة المعتمدة ليست كما ختمتها الهيئة",
  en: "the cleared document is not as the authority stamped it",
};

/** The audit of the activity log, one row at a step. */
export function* activitySteps(log: AuditedLog): Steps<ActivityHead | BrokenActivity> {
  let head = ACTIVITY_START;
  for (;;) {
    const page = log.after(head.id, PAGE);
    for (const row of page) {
      const next = nextActivity(head, row);
      if ("message" in next) return next;
      head = next;
      yield;
    }
    if (page.length < PAGE) return head;
  }
}
