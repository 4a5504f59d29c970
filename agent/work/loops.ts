// The terminal's two loops: papers that must come out, documents that must be told.
import { Fault, isFault, messageOf } from "../core/errors.ts";
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
import { type PrintPorts, type PrintRun, printOpenJobs } from "./print-receipts.ts";
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
  /** Ends both loops and any flush after the document under way. */
  stop(): Promise<void>;
}

/** The longest time without a look at the outbox or the printer, milliseconds. */
const LOOK_AGAIN_MS = { outbox: 30_000, paper: 2_000 } as const;

/**
 * Creates both loops, not yet started.
 * @param follow what else is due while the gateway answers: held sales, credits of conversions.
 */
export function createLoops(ports: LoopPorts, follow: () => Promise<void>): TerminalLoops {
  const alarms = createAlarms(ports);
  let stopping = false;
  const queue = queuePorts(ports, alarms, () => stopping);
  const paper = paperLoop(ports, alarms);
  const reports = reportLoop(ports, queue, alarms, follow);
  return {
    paper: paper.loop,
    reports: reports.loop,
    turn: reports.turn,
    queue,
    alarms,
    flush: reports.flush,
    state: () => ({ printer: paper.state(), ...pausedState(queue) }),
    stop: async () => {
      stopping = true;
      await Promise.all([paper.loop.stop(), reports.loop.stop(), reports.idle()]);
    },
  };
}

function pausedState({ schedule }: QueuePorts): Pick<LoopState, "paused"> {
  const because = schedule.paused();
  return because === undefined ? {} : { paused: PAUSES[because] };
}

function queuePorts(ports: LoopPorts, alarms: Alarms, isStopping: () => boolean): QueuePorts {
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
    onStep: (document, sent) => tellStep(ports, alarms, document, sent),
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

function paperLoop({ clock, journal, printer, log }: LoopPorts, alarms: Alarms) {
  let state = "idle";
  const papers: PrintPorts = {
    clock,
    journal,
    printer: paperPrinter(printer),
    onPrinted: ({ copy, state: paper }, irn) => log("printed", { irn: irn ?? "slip", copy, state: paper }),
  };
  const loop = createLoop(async () => {
    const run = await printAll(papers, alarms);
    state = run === "done" ? "idle" : "away";
    return LOOK_AGAIN_MS.paper;
  });
  return { loop, state: () => state };
}

/** A paper that cannot be drawn is marked as failed, told, and passed over: the next one comes out. */
async function printAll(papers: PrintPorts, alarms: Alarms): Promise<PrintRun> {
  for (;;) {
    try {
      return await printOpenJobs(papers);
    } catch (thrown) {
      if (!isFault(thrown, "paper-failed")) throw thrown;
      alarms.raise("paper-failed", thrown.message);
    }
  }
}

/** Tells what is wrong with one paper from what is wrong with the journal. */
const paperPrinter = (printer: ReceiptPrinter): ReceiptPrinter => ({
  ...printer,
  print: async (paper) => {
    try {
      return await printer.print(paper);
    } catch (thrown) {
      if (isFault(thrown, "printer-failed")) throw thrown;
      const what = "irn" in paper ? paper.irn : "slip";
      throw new Fault("paper-failed", `${what}: ${messageOf(thrown)}`, { cause: thrown });
    }
  },
});

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
    if (mayReport && queue.schedule.restMs() === 0) await runs.run("due");
    look();
    return Math.min(LOOK_AGAIN_MS.outbox, queue.schedule.nextMs());
  };
  const flush = async (): Promise<FlushSummary> => {
    const summary = await runs.run("everything");
    look();
    return summary;
  };
  return { loop: createLoop(turn), turn, flush, idle: runs.idle };
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
