// The queue of one printer: its papers in order, its drawer, its alarms. Printers do not wait for each other, and no
// sale waits for a printer.
import { mayPrint, type PrinterCondition } from "../core/printing/condition.ts";
import { isStale, nextJob } from "../core/printing/job.ts";
import type { Clock } from "../ports/clock.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { DrawerJournal, OpenPaper, PrintJob, PrintJournal, ReceiptPrinter } from "../ports/printing.ts";
import { openDrawerFor, openPaidDrawers } from "./drawer.ts";
import { createLoop, type Loop } from "./loop.ts";
import { createPrintAlarms, type PrintAlarms } from "./print-alarms.ts";
import { type PaperOutcome, printPaper } from "./print-paper.ts";
import { createTurns } from "./print-turns.ts";

export interface QueuePorts {
  readonly clock: Clock;
  readonly journal: PrintJournal;
  readonly drawers: DrawerJournal;
  readonly activity: ActivityLog;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** A printer under its name. */
export interface RoutedPrinter {
  readonly printer: ReceiptPrinter;
  /** Whether a sale with cash opens the drawer at it. */
  readonly drawer: boolean;
}

export interface PrintQueue extends Loop {
  readonly name: string;
  /** As it was seen last. */
  condition(): PrinterCondition;
  isPrinting(): boolean;
  /** Asks the printer for its condition, unless it is busy. */
  look(): Promise<void>;
  openDrawer(actor: string): Promise<void>;
}

/** A printer that cannot print is asked again every second; an idle one for its condition every half minute. */
const REST_MS = { blocked: 1_000, idle: 2_000, look: 30_000 } as const;
/** Whoever wants the drawer stands in front of it: after so long it must not open any more. */
const DRAWER_PATIENCE_MS = 5_000;
const LOOK_PATIENCE_MS = 1_000;
/** One paper with its drawer: a slow serial line takes a minute for a long one, and gives up in between when it stalls. */
const TURN_LIMIT_MS = 5 * 60_000;

/** The queue of one printer, not yet started. */
export function createPrintQueue(ports: QueuePorts, name: string, routed: RoutedPrinter): PrintQueue {
  const alarms = createPrintAlarms(ports, name);
  const turns = createTurns();
  const own = { ...ports, ...routed };
  const state = { isPrinting: false, isStopping: false, isStarted: false, lookedAt: Number.NEGATIVE_INFINITY };

  const look = async (): Promise<PrinterCondition> => {
    const condition = await routed.printer.condition();
    state.lookedAt = ports.clock.monotonicMs();
    alarms.seen(condition);
    return condition;
  };

  const idle = async (): Promise<number> => {
    const isDue = state.isStarted && ports.clock.monotonicMs() - state.lookedAt >= REST_MS.look;
    if (isDue) await turns.take(look);
    return mayPrint(alarms.condition()) ? REST_MS.idle : REST_MS.blocked;
  };

  const printNext = async (open: OpenPaper): Promise<PaperOutcome | undefined> => {
    if (!mayPrint(await look())) return undefined;
    state.isPrinting = true;
    try {
      return await printPaper(own, open);
    } finally {
      state.isPrinting = false;
    }
  };

  const turn = async (): Promise<number> => {
    while (!state.isStopping) {
      loop.alive();
      await turns.take(() => openPaidDrawers(own, name));
      const open = nextFresh(ports, name, () => alarms.raise("papers-ask", name));
      if (open === undefined) return await idle();
      const outcome = await turns.take(() => printNext(open));
      if (outcome === undefined) return REST_MS.blocked;
      tell(ports, alarms, open, outcome);
      if (outcome.kind === "stopped") return REST_MS.blocked;
    }
    return REST_MS.idle;
  };

  const limitMs = TURN_LIMIT_MS;
  const loop: Loop = createLoop(turn, { name: `printer ${name}`, limitMs, monotonicMs: ports.clock.monotonicMs });
  return {
    ...loop,
    name,
    condition: alarms.condition,
    isPrinting: () => state.isPrinting,
    look: () => turns.takeWithin(LOOK_PATIENCE_MS, look).then(nothing, nothing),
    start: () => {
      state.isStarted = true;
      loop.start();
    },
    stop: async () => {
      state.isStopping = true;
      await loop.stop();
    },
    openDrawer: (actor) => turns.takeWithin(DRAWER_PATIENCE_MS, () => openDrawerFor(own, name, actor)),
  };
}

/** What became of a try, for the log, the events and the operator. */
function tell({ log }: QueuePorts, alarms: PrintAlarms, open: OpenPaper, outcome: PaperOutcome): void {
  const { job } = outcome;
  const subject = "document" in open ? open.document.link.irn : "slip";
  const facts = { irn: subject, job: job.id, printer: job.printer, copy: job.copy, state: job.state };
  if (outcome.kind === "stopped") {
    log("print-stopped", { ...facts, because: outcome.because });
    alarms.seen(outcome.condition);
  }
  if (outcome.kind === "undrawable") alarms.raise("paper-failed", `${subject}: ${outcome.because}`);
  if (job.state === "unconfirmed") alarms.raise("paper-unconfirmed", subject);
  if (job.state !== "queued") log("printed", facts);
}

const nothing = (): void => undefined;

/** The oldest paper that may come out by itself; those that waited too long are left to the operator. */
function nextFresh(
  { journal, clock }: QueuePorts,
  printer: string,
  onStale: (job: PrintJob) => void,
): OpenPaper | undefined {
  for (let open = journal.next(printer); open !== undefined; open = journal.next(printer)) {
    if (!isStale(open.job.at, clock.wallMs())) return open;
    onStale(journal.mark(open.job, nextJob(open.job, { kind: "stale" })));
  }
  return undefined;
}
