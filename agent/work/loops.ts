// The terminal's two loops: papers that must come out, documents that must be told.
import type {
  ActivityLog,
  Clock,
  Gateway,
  Outbox,
  PrintJournal,
  ReceiptPrinter,
  StoredDocument,
  UnitStore,
  Vault,
} from "../ports.ts";
import type { FlushSummary } from "../terminal.ts";
import { senderSource } from "./active-csid.ts";
import { type Alarms, createAlarms } from "./alarms.ts";
import { createLoop, type Loop } from "./loop.ts";
import { printOpenJobs } from "./print-receipts.ts";
import { PAUSES, type QueuePorts, sendWaiting } from "./report-invoices.ts";
import { createSchedule } from "./schedule.ts";
import type { Sent } from "./send-document.ts";
import type { LoopState } from "./status.ts";

export interface LoopPorts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly journal: PrintJournal;
  readonly units: UnitStore;
  readonly vault: Vault;
  readonly gateway: Gateway;
  readonly printer: ReceiptPrinter;
  readonly activity: ActivityLog;
  /** Documents on their way to the gateway at the same time, at most. */
  readonly inFlight: number;
  /** 0 to 1: spreads retries. */
  readonly jitter: () => number;
  /** One line for the operator's log; never a secret. */
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

export interface TerminalLoops {
  readonly paper: Loop;
  readonly reports: Loop;
  /** What sends documents: shared with whoever clears one at once. */
  readonly queue: QueuePorts;
  readonly alarms: Alarms;
  /** One turn of the outbox. @returns milliseconds until the next is due. */
  turn(): Promise<number>;
  /** Sends everything that waits, due or not; waits for a run under way. */
  flush(): Promise<FlushSummary>;
  state(): LoopState;
}

/** The longest time without a look at the outbox or the printer, milliseconds. */
const LOOK_AGAIN_MS = { outbox: 30_000, paper: 2_000 } as const;

/**
 * Creates both loops, not yet started.
 * @param follow what else is due while the gateway answers: held sales, credits of conversions.
 */
export function createLoops(ports: LoopPorts, follow: () => Promise<void>): TerminalLoops {
  const alarms = createAlarms(ports);
  const queue = queuePorts(ports, alarms);
  const paper = paperLoop(ports);
  const reports = reportLoop(ports, queue, alarms, follow);
  return {
    paper: paper.loop,
    reports: reports.loop,
    turn: reports.turn,
    queue,
    alarms,
    flush: reports.flush,
    state: () => ({ printer: paper.state(), ...pausedState(queue) }),
  };
}

function pausedState({ schedule }: QueuePorts): Pick<LoopState, "paused"> {
  const because = schedule.paused();
  return because === undefined ? {} : { paused: PAUSES[because] };
}

function queuePorts(ports: LoopPorts, alarms: Alarms): QueuePorts {
  const senders = senderSource(ports);
  return {
    ...ports,
    schedule: createSchedule(ports.clock),
    csidsOf: senders.csidsOf,
    onCsidRefused: (csid) => {
      senders.refused(csid);
      alarms.raise("predecessor-refused", "the gateway no longer takes the CSID before: the active one reports for it");
    },
    onStep: (document, sent) => tellStep(ports, alarms, document, sent),
  };
}

function tellStep({ log }: LoopPorts, alarms: Alarms, { link }: StoredDocument, { answer, step }: Sent): void {
  log("gateway", { irn: link.irn, icv: link.icv, status: answer.status, answer: answer.kind, step: step.do });
  if (step.do === "quarantine") {
    alarms.raise("document-rejected", link.irn, { codes: step.errors.map(({ code }) => code) });
  }
  if (step.do === "hold") alarms.raise("document-held", link.irn, { because: step.because });
  if (step.do === "retry" && step.alarm !== undefined) alarms.raise(`document-${step.alarm}`, link.irn);
}

function paperLoop({ clock, journal, printer, log }: LoopPorts) {
  let state = "idle";
  const loop = createLoop(async () => {
    const run = await printOpenJobs({
      clock,
      journal,
      printer,
      onPrinted: ({ copy, state: paper }, irn) => log("printed", { irn: irn ?? "slip", copy, state: paper }),
    });
    state = run === "done" ? "idle" : "away";
    return LOOK_AGAIN_MS.paper;
  });
  return { loop, state: () => state };
}

function reportLoop({ clock, units }: LoopPorts, queue: QueuePorts, alarms: Alarms, follow: () => Promise<void>) {
  const runs = oneAtATime(queue, follow);
  const look = (): void => {
    alarms.waiting(queue.outbox.counts().oldestIssuedAt, clock.wallMs());
    alarms.paused(queue.schedule.paused());
  };
  const turn = async (): Promise<number> => {
    look();
    const stage = units.load()?.stage;
    const mayReport = stage === "ready" || stage === "closing";
    if (mayReport && queue.schedule.restMs() === 0) await runs("due");
    look();
    return Math.min(LOOK_AGAIN_MS.outbox, queue.schedule.nextMs());
  };
  const flush = async (): Promise<FlushSummary> => {
    const summary = await runs("everything");
    look();
    return summary;
  };
  return { loop: createLoop(turn), turn, flush };
}

/** One run at a time; who asks meanwhile waits for the one under way and then gets a run of their own. */
function oneAtATime(queue: QueuePorts, follow: () => Promise<void>) {
  let last: Promise<unknown> = Promise.resolve();
  return (what: "due" | "everything"): Promise<FlushSummary> => {
    const run = last.then(async () => {
      const summary = await sendWaiting(queue, what);
      if (queue.schedule.restMs() === 0) await follow();
      return summary;
    });
    last = run.catch(() => undefined);
    return run;
  };
}
