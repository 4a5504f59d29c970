// The audit of the whole ledger: every chain from its first document to its head, and the activity log. It goes from
// one document or row to the next, so that who has something else to do may rest between two of them.
import { ACTIVITY_START, type ActivityHead, type BrokenActivity, nextActivity } from "../core/chain/activities.ts";
import { type AuditedHead, auditNext, type BrokenLink, CHAIN_START, isBroken } from "../core/chain/audit.ts";
import { isFault } from "../core/errors.ts";
import { pihAfter } from "../core/ids.ts";
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
type AuditedLedger = Pick<Ledger, "chains" | "chain" | "placeAt">;
type AuditedLog = Pick<ActivityLog, "after">;

/** Rows read at once: a till that sells meanwhile waits for no more than these. */
const PAGE = 25;

/** Audits every chain; `progress` is told how many documents are checked. */
export const auditLedger = (ledger: AuditedLedger, progress?: (checked: number) => void): LedgerAudit =>
  inOneGo(ledgerSteps(ledger), progress);

/** Audits the activity log from its first row. @returns how far it holds, or the first row that does not. */
export const auditActivities = (log: AuditedLog): ActivityHead | BrokenActivity => inOneGo(activitySteps(log));

function inOneGo<T>(steps: Steps<T>, progress: (checked: number) => void = () => undefined): T {
  for (let checked = 1; ; checked++) {
    const step = steps.next();
    if (step.done === true) return step.value;
    progress(checked);
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

/** A stretch of a chain: behind a head that holds, up to an ICV. */
interface Stretch {
  readonly from: AuditedHead;
  readonly to: number;
}

/** Where a chain stands behind a document, on the word of its row; a hash of nothing where that is gone. */
export const headAt = (ledger: Pick<Ledger, "placeAt">, csid: string, icv: number): AuditedHead => {
  if (icv === 0) return CHAIN_START;
  const hash = ledger.placeAt(csid, icv)?.hash;
  return { icv, hash: hash === undefined ? "" : pihAfter(hash) };
};

const WHOLE: Stretch = { from: CHAIN_START, to: Number.MAX_SAFE_INTEGER };

/** Audits a stretch of a chain. @returns the new head, or the link that broke. */
export const auditStretch = (ledger: AuditedLedger, csid: string, stretch: Stretch): AuditedHead | BrokenLink =>
  inOneGo(chainSteps(ledger, csid, stretch));

function* chainSteps(ledger: AuditedLedger, csid: string, { from, to } = WHOLE): Steps<AuditedHead | BrokenLink> {
  let head = from;
  while (head.icv < to) {
    const page = readable(ledger, csid, head, Math.min(PAGE, to - head.icv));
    if (isBroken(page)) return page;
    if (page.length === 0) return head;
    for (const document of page) {
      const next = auditDocument(head, document, csid);
      if (isBroken(next)) return next;
      head = next;
      yield;
    }
  }
  return head;
}

/** The next documents of a chain that can be read; broken where the very next one cannot. @throws Fault of the storage. */
function readable(
  ledger: AuditedLedger,
  csid: string,
  head: AuditedHead,
  limit: number,
): readonly StoredDocument[] | BrokenLink {
  try {
    return ledger.chain(csid, head.icv, limit);
  } catch (thrown) {
    if (!isFault(thrown, "chain-broken")) throw thrown;
    return limit > 1 ? readable(ledger, csid, head, 1) : unreadable(ledger, csid, head.icv + 1);
  }
}

const unreadable = (ledger: AuditedLedger, csid: string, icv: number): BrokenLink => ({
  icv,
  irn: ledger.placeAt(csid, icv)?.irn ?? "",
  link: "bytes",
  message: {
    ar: "بايتات المستند المحفوظة تغيّرت فلا يمكن استرجاعها",
    en: "the stored bytes of the document were changed and cannot be restored",
  },
});

function auditDocument(head: AuditedHead, document: StoredDocument, csid: string): AuditedHead | BrokenLink {
  const { link, hash, qr, xml, totals, receipt, cleared } = document;
  // A middleware keeps key and document: only its word for the hash is here, and there is nothing to recompute.
  if (isRemoteChain(csid)) return { icv: link.icv, hash };
  const next = auditNext(head, { ...link, hash, qr, xml, totals, receipt });
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
