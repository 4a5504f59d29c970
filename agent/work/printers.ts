// All printers of a unit: a queue for each under its name, "main" being the one of receipts.
import { setTimeout as sleep } from "node:timers/promises";
import { ALARM_TEXTS } from "../core/printing/alarms.ts";
import { mayPrint } from "../core/printing/condition.ts";
import { nextJob } from "../core/printing/job.ts";
import type { ReceiptMark } from "../core/receipt/model.ts";
import { localText, riyadhTime } from "../core/riyadh-time.ts";
import type { PrintJob } from "../ports/printing.ts";
import type { PrinterStatus, TerminalStatus } from "../terminal.ts";
import { everyReason, type Loop } from "./loop.ts";
import { createPrintQueue, type PrintQueue, type QueuePorts, type RoutedPrinter } from "./print-queue.ts";
import { createPrintRequests, MAIN, noSuchPrinter, type PrintRequests } from "./print-requests.ts";

export interface PrintersPorts extends QueuePorts {
  /** By name; there is one called "main". */
  readonly printers: ReadonlyMap<string, RoutedPrinter>;
  /** What stands on every slip, such as TEST. */
  readonly slipMarks: readonly ReceiptMark[];
}

export interface Printers extends Omit<Loop, "alive">, PrintRequests {
  find(job: number): PrintJob | undefined;
  /** @throws Fault `printer-failed`, `no-such-printer`. */
  openDrawer(printer: string, actor: string): Promise<void>;
  /** Asks every printer that is not busy for its condition. */
  look(): Promise<void>;
  status(): TerminalStatus["printer"];
}

const DAY_MS = 86_400_000;
/** A paper under way at the end of the agent gets so long; then it counts as possibly printed. */
const STOP_MS = 8_000;

/** The printers, not yet started. Papers the last agent left under way come out as copies, once. */
export function createPrinters(ports: PrintersPorts): Printers {
  recover(ports);
  const queues = new Map([...ports.printers].map(([name, routed]) => [name, createPrintQueue(ports, name, routed)]));
  const all = [...queues.values()];
  const requests = createPrintRequests(ports, new Set(queues.keys()), ports.slipMarks);
  const wake = (): void => {
    for (const queue of all) queue.wake();
  };
  return {
    start: () => {
      for (const queue of all) queue.start();
    },
    wake,
    once: async () => void (await Promise.all(all.map((queue) => queue.once()))),
    stuck: () => all.map((queue) => queue.stuck()).find((because) => because !== undefined),
    hanging: () => everyReason(all),
    stop: async () => {
      const stopped = Promise.all(all.map((queue) => queue.stop()));
      await Promise.race([stopped, sleep(STOP_MS, undefined, { ref: false })]);
    },
    ...waking(requests, wake),
    find: ports.journal.find,
    openDrawer: async (printer, actor) => await queueOf(queues, printer).openDrawer(actor),
    look: async () => void (await Promise.all(all.map((queue) => queue.look()))),
    status: () => ({ ...statusOf(ports, queueOf(queues, MAIN)), printers: all.map((queue) => statusOf(ports, queue)) }),
  };
}

function queueOf(queues: ReadonlyMap<string, PrintQueue>, name: string): PrintQueue {
  const queue = queues.get(name);
  if (queue !== undefined) return queue;
  throw noSuchPrinter(name, queues.keys());
}

function recover({ journal, drawers, clock, log }: PrintersPorts): void {
  const at = clock.wallMs();
  const found = journal.underWay();
  for (const job of found) journal.mark(job, nextJob(job, { kind: "found" }), { at });
  drawers.recover(at);
  if (found.length > 0) log("papers-under-way", { count: found.length });
}

/** Requests that wake the queues. */
const waking = (requests: PrintRequests, wake: () => void): PrintRequests => ({
  reprint: (...given) => {
    const job = requests.reprint(...given);
    wake();
    return job;
  },
  print: async (...given) => {
    const job = await requests.print(...given);
    wake();
    return job;
  },
  printSlip: async (...given) => {
    const job = await requests.printSlip(...given);
    wake();
    return job;
  },
  assertRoom: requests.assertRoom,
  settleWaiting: (...given) => {
    const count = requests.settleWaiting(...given);
    wake();
    return count;
  },
});

function statusOf({ journal, clock }: PrintersPorts, queue: PrintQueue): PrinterStatus {
  const condition = queue.condition();
  const { oldestAt, ...counts } = journal.counts(queue.name, clock.wallMs() - DAY_MS);
  const alarms = [
    ...(ALARM_TEXTS[condition].remedy === undefined ? [] : [condition]),
    ...(counts.unconfirmed > 0 ? (["paper-unconfirmed"] as const) : []),
    ...(counts.asking > 0 ? (["papers-ask"] as const) : []),
  ];
  return {
    name: queue.name,
    condition,
    state: queue.isPrinting() ? "printing" : mayPrint(condition) ? "idle" : "away",
    ...counts,
    ...(oldestAt === undefined ? {} : { oldestAt: `${localText(riyadhTime(oldestAt))}+03:00` }),
    alarms: alarms.map((alarm) => ({ alarm, ...ALARM_TEXTS[alarm] })),
  };
}
