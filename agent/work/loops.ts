// The terminal's two loops: papers that must come out, documents that must be told.
import type { OutboxSettings } from "../core/reporting/outbox-settings.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { Vault } from "../ports/keys.ts";
import type { StoredDocument, UnitStore } from "../ports/ledger.ts";
import type { Outbox } from "../ports/outbox.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { FlushSummary } from "../terminal.ts";
import { senderSource } from "./active-csid.ts";
import { type Alarms, createAlarms } from "./alarms.ts";
import { createLoop, type Loop } from "./loop.ts";
import { createPrinters, type Printers, type PrintersPorts } from "./printers.ts";
import { PAUSES, type QueuePorts, sendWaiting } from "./report-invoices.ts";
import { createSchedule } from "./schedule.ts";
import type { Sent } from "./send-document.ts";
import type { LoopState } from "./status.ts";

export interface LoopPorts extends PrintersPorts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly units: UnitStore;
  readonly vault: Vault;
  readonly gateway: Gateway;
  readonly activity: ActivityLog;
  readonly reporting: OutboxSettings;
  /** No call of the gateway lasts longer, milliseconds. */
  readonly callLimitMs: number;
  /** 0 to 1: spreads retries. */
  readonly jitter: () => number;
  /** One line for the operator's log; never a secret. */
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

export interface TerminalLoops {
  readonly paper: Printers;
  readonly reports: Loop;
  /** What sends documents: shared with whoever clears one at once. */
  readonly queue: QueuePorts;
  readonly alarms: Alarms;
  /** One turn of the outbox. @returns milliseconds until the next is due. */
  turn(): Promise<number>;
  /** Sends everything that waits, due or not; waits for a run under way. */
  flush(): Promise<FlushSummary>;
  state(): LoopState;
  /** Ends both loops and any flush after the document under way. */
  stop(): Promise<void>;
}

/** The longest time without a look at the outbox, milliseconds. */
const LOOK_AGAIN_MS = 30_000;
/** Calls of the gateway between two steps of the outbox, at most: with a CSID's successor, and by reporting after a 303. */
const CALLS = 5;

/**
 * Creates both loops, not yet started.
 * @param follow what else is due while the gateway answers: held sales, credits of conversions.
 */
export function createLoops(ports: LoopPorts, follow: () => Promise<void>): TerminalLoops {
  const alarms = createAlarms(ports);
  let stopping = false;
  const queue = queuePorts(ports, alarms, { isStopping: () => stopping, alive: () => reports.loop.alive() });
  const paper = createPrinters(ports);
  const reports = reportLoop(ports, queue, alarms, follow);
  return {
    paper,
    reports: reports.loop,
    turn: reports.turn,
    queue,
    alarms,
    flush: reports.flush,
    state: () => ({ printer: paper.status(), ...pausedState(queue) }),
    stop: async () => {
      stopping = true;
      await Promise.all([paper.stop(), reports.loop.stop(), reports.idle()]);
    },
  };
}

function pausedState({ schedule }: QueuePorts): Pick<LoopState, "paused"> {
  const because = schedule.paused();
  return because === undefined ? {} : { paused: PAUSES[because] };
}

interface Turning {
  readonly isStopping: () => boolean;
  readonly alive: () => void;
}

function queuePorts(ports: LoopPorts, alarms: Alarms, { isStopping, alive }: Turning): QueuePorts {
  const senders = senderSource(ports);
  return {
    ...ports,
    isStopping,
    schedule: createSchedule(ports.clock),
    csidsOf: senders.csidsOf,
    onCsidRefused: (csid) => {
      senders.refused(csid);
      alarms.raise("predecessor-refused", "the gateway no longer takes the CSID before: the active one reports for it");
    },
    onStep: (document, sent) => {
      alive();
      tellStep(ports, alarms, document, sent);
    },
  };
}

function tellStep({ log }: LoopPorts, alarms: Alarms, { link }: StoredDocument, { answer, step }: Sent): void {
  log("gateway", { irn: link.irn, icv: link.icv, status: answer.status, answer: answer.kind, step: step.do });
  if (step.do === "quarantine") {
    alarms.raise("document-rejected", link.irn, { codes: step.errors.map(({ code }) => code) });
  }
  if (step.do === "hold") alarms.raise("document-held", link.irn, { because: step.because });
  if (step.do === "pause" && step.because === "not-a-verdict") alarms.once("document-not-judged", link.irn);
  if (step.do === "retry" && step.alarm !== undefined) alarms.raise(`document-${step.alarm}`, link.irn);
}

function reportLoop(
  { clock, units, gateway, callLimitMs }: LoopPorts,
  queue: QueuePorts,
  alarms: Alarms,
  follow: () => Promise<void>,
) {
  const runs = oneAtATime(queue, follow);
  const look = (): void => {
    alarms.waiting(queue.outbox.counts().oldestIssuedAt, clock.wallMs());
    alarms.paused(queue.schedule.paused());
  };
  const turn = async (): Promise<number> => {
    look();
    // A shop with nothing to report would never hear the authority's time, and without it may not sell.
    if (!clock.verdict().trusted) await gateway.askTime();
    const stage = units.load()?.stage;
    const mayReport = stage === "ready" || stage === "closing";
    if (mayReport && queue.schedule.restMs() === 0) await runs.run("due");
    look();
    return Math.min(LOOK_AGAIN_MS, queue.schedule.nextMs());
  };
  const flush = async (): Promise<FlushSummary> => {
    const summary = await runs.run("everything");
    look();
    return summary;
  };
  const loop = createLoop(turn, { name: "outbox", limitMs: callLimitMs * CALLS, monotonicMs: clock.monotonicMs });
  return { loop, turn, flush, idle: runs.idle };
}

/** One run at a time; who asks meanwhile waits for the one under way and then gets a run of their own. */
function oneAtATime(queue: QueuePorts, follow: () => Promise<void>) {
  let last: Promise<unknown> = Promise.resolve();
  const run = (what: "due" | "everything"): Promise<FlushSummary> => {
    const mine = last.then(async () => {
      const summary = await sendWaiting(queue, what);
      if (!queue.isStopping() && queue.schedule.restMs() === 0) await follow();
      return summary;
    });
    last = mine.catch(() => undefined);
    return mine;
  };
  return { run, idle: async (): Promise<void> => void (await last) };
}
