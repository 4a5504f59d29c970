// What is proven when the terminal opens: the documents and activities behind the last sealed mark, up to the heads, so that
// six years open as fast as a day. What could not be looked at then is looked at while nobody sells.
import { alarmFacts } from "../core/alarms.ts";
import { ACTIVITY_START, type ActivityHead, nextActivity } from "../core/chain/activities.ts";
import { type AuditedHead, type BrokenLink, CHAIN_START, isBroken } from "../core/chain/audit.ts";
import { Fault, isFault } from "../core/errors.ts";
import type { Vault } from "../ports/keys.ts";
import type { AuditMark, Ledger } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";
import { auditStretch, headAt } from "./audit-ledger.ts";

export interface ProofPorts {
  readonly ledger: Ledger;
  readonly activity: Pick<ActivityLog, "after">;
  readonly mark: AuditMark;
  readonly vault: Pick<Vault, "seal" | "open">;
  /** One line for the operator's log; never a secret. */
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** How far a chain is proven; `open` is a stretch below that nobody has looked at since. */
interface ProvenChain extends AuditedHead {
  readonly open?: { readonly from: AuditedHead; readonly to: AuditedHead };
}

/** What the mark holds, sealed: a ledger that was changed has none that opens. */
interface Proven {
  readonly chains: Readonly<Record<string, ProvenChain>>;
  readonly activity: ProvenActivities;
}

/** How far the activity log is proven; `isBroken` where the row behind was changed. */
interface ProvenActivities extends ActivityHead {
  readonly isBroken?: true;
}

/** Documents looked at before the terminal opens, at most: a mark is never farther away after an ordinary end. */
const MOST_DOCUMENTS = 200;
const MOST_ACTIVITIES = 10_000;
/** Documents looked at in one turn while nobody sells. */
const TURN = 5;

/** A ledger that issues only while nothing about it is broken, and keeps the mark of what is proven. */
export interface ProvenLedger {
  readonly ledger: Ledger;
  /** A little of what can wait: true while something was done. */
  rest(): boolean;
}

/** Proves what came since the mark. What is broken is told, and nothing is issued; everything can still be read. */
export function provenLedger(ports: ProofPorts): ProvenLedger {
  const { ledger, log, mark } = ports;
  let broken: Fault | undefined;
  let isMarked = true;
  const stop = (csid: string, { icv, irn, message }: BrokenLink): undefined => {
    broken ??= new Fault("chain-broken", `ICV ${icv} (${irn}) of ${csid}: ${message.en}: run khatm verify`);
    log("alarm", { ...alarmFacts("chain-broken", csid), icv, irn, because: message.en });
  };
  const before = openedMark(ports);
  const chains = new Map<string, ProvenChain>();
  for (const csid of new Set([...Object.keys(before.chains), ...ledger.chains()])) {
    const known = before.chains[csid] ?? CHAIN_START;
    const proven = proveChain(ledger, csid, known);
    if (isBroken(proven)) stop(csid, proven);
    else chains.set(csid, proven);
    if (!isBroken(proven) && proven.icv !== known.icv) isMarked = false;
  }
  let activity = proveActivities(ports, before.activity);
  const setMark = (): void => {
    activity = activity.isBroken === true ? activity : proveActivities(ports, activity);
    const proven: Proven = { chains: Object.fromEntries(chains), activity };
    mark.save(ports.vault.seal(JSON.stringify(proven)));
    isMarked = true;
  };
  return {
    ledger: {
      ...ledger,
      append: (csid, make, flush) => {
        if (broken !== undefined) throw broken;
        const document = ledger.append(csid, make, flush);
        chains.set(csid, { ...chains.get(csid), icv: document.link.icv, hash: document.hash });
        isMarked = false;
        return document;
      },
      closedBecause: (csid) => broken?.message ?? ledger.closedBecause(csid),
    },
    rest: () => {
      if (broken !== undefined) return false;
      const isLooking = lookBack(ledger, chains, stop);
      if (!isLooking && isMarked) return false;
      setMark();
      return true;
    },
  };
}

const NOTHING: Proven = { chains: {}, activity: ACTIVITY_START };

/** A mark that does not open, or is none, proves nothing. */
function openedMark({ mark, vault, log }: ProofPorts): Proven {
  const sealed = mark.load();
  if (sealed === undefined) return NOTHING;
  try {
    return JSON.parse(vault.open(sealed)) as Proven;
  } catch (thrown) {
    if (!isFault(thrown, "key-unavailable")) throw thrown;
    log("alarm", alarmFacts("audit-mark-changed", "ledger"));
    return NOTHING;
  }
}

/** The newest documents of a chain, behind what is proven; farther away than that, the stretch between stays open. */
function proveChain(ledger: Ledger, csid: string, known: ProvenChain): ProvenChain | BrokenLink {
  const changed = changedAt(ledger, csid, known);
  if (changed !== undefined) return changed;
  const { icv = 0 } = ledger.head(csid) ?? {};
  const start = Math.max(known.icv, icv - MOST_DOCUMENTS);
  const from = start === known.icv ? known : headAt(ledger, csid, start);
  const head = auditStretch(ledger, csid, { from, to: icv });
  if (isBroken(head)) return head;
  const open = known.open ?? (start === known.icv ? undefined : { from: plain(known), to: plain(from) });
  return { ...plain(head), ...(open === undefined ? {} : { open }) };
}

const plain = ({ icv, hash }: AuditedHead): AuditedHead => ({ icv, hash });

/** The ledger must still have what the mark says, in its place. */
function changedAt(ledger: Ledger, csid: string, { icv, hash }: AuditedHead): BrokenLink | undefined {
  if (icv === 0 || headAt(ledger, csid, icv).hash === hash) return undefined;
  return { icv, irn: ledger.placeAt(csid, icv)?.irn ?? "?", link: "mark", message: NOT_AS_MARKED };
}

const NOT_AS_MARKED = {
  ar: "المستند الذي انتهى إليه آخر تدقيق تغيّر أو اختفى",
  en: "the document up to which the ledger was proven was changed or is gone",
};

/** A few documents of a stretch that is open. @returns whether there was one. */
function lookBack(
  ledger: Ledger,
  chains: Map<string, ProvenChain>,
  stop: (csid: string, broken: BrokenLink) => void,
): boolean {
  const found = [...chains].find(([, { open }]) => open !== undefined);
  if (found?.[1].open === undefined) return false;
  const [csid, { open, ...head }] = found;
  const next = auditStretch(ledger, csid, { from: open.from, to: Math.min(open.to.icv, open.from.icv + TURN) });
  if (isBroken(next)) stop(csid, next);
  else if (next.icv < open.to.icv) chains.set(csid, { ...head, open: { ...open, from: next } });
  else if (next.hash === open.to.hash) chains.set(csid, head);
  else stop(csid, { icv: next.icv, irn: "?", link: "mark", message: NOT_AS_MARKED });
  return true;
}

/** A changed log is told and stops nobody from selling: no number and no hash hangs on it. */
function proveActivities({ activity, log }: ProofPorts, from: ActivityHead): ProvenActivities {
  let head = { id: from.id, hash: from.hash };
  for (const row of activity.after(head.id, MOST_ACTIVITIES)) {
    const next = nextActivity(head, row);
    if ("message" in next) {
      log("alarm", { ...alarmFacts("activity-log-changed", `row ${next.id}`), because: next.message.en });
      return { ...head, isBroken: true };
    }
    head = next;
  }
  return head;
}
