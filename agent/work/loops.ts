// The terminal's two loops: papers that must come out, documents that must be told.
import type { Clock, Gateway, Outbox, PrintJournal, ReceiptPrinter, UnitStore, Vault } from "../ports.ts";
import type { FlushSummary } from "../terminal.ts";
import { reporterSource } from "./active-csid.ts";
import { createLoop, type Loop } from "./loop.ts";
import { printOpenJobs } from "./print-receipts.ts";
import { type ReportPorts, sendDue } from "./report-invoices.ts";
import type { LoopState } from "./status.ts";

export interface LoopPorts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly journal: PrintJournal;
  readonly units: UnitStore;
  readonly vault: Vault;
  readonly gateway: Gateway;
  readonly printer: ReceiptPrinter;
  /** 0 to 1: spreads retries. */
  readonly jitter: () => number;
  /** One line for the operator's log; never a secret. */
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

export interface TerminalLoops {
  readonly paper: Loop;
  readonly reports: Loop;
  /** Sends what is due at a time, milliseconds since 1970; joins a flush under way. */
  send(dueAt: number): Promise<FlushSummary>;
  state(): LoopState;
}

/** The longest time without a look at the outbox or the printer, milliseconds. */
const LOOK_AGAIN_MS = { outbox: 30_000, paper: 2_000 } as const;

/** Creates both loops, not yet started. */
export function createLoops(ports: LoopPorts): TerminalLoops {
  const paper = paperLoop(ports);
  const reporting = reportLoop(ports);
  return {
    paper: paper.loop,
    reports: reporting.loop,
    send: reporting.send,
    state: () => ({ printer: paper.state(), ...reporting.paused() }),
  };
}

function paperLoop({ clock, journal, printer, log }: LoopPorts) {
  let state = "idle";
  const loop = createLoop(async () => {
    const run = await printOpenJobs({
      clock,
      journal,
      printer,
      onPrinted: (document, job) => log("printed", { irn: document.link.irn, copy: job.copy, state: job.state }),
    });
    state = run === "done" ? "idle" : "away";
    return LOOK_AGAIN_MS.paper;
  });
  return { loop, state: () => state };
}

function reportLoop(ports: LoopPorts) {
  const { clock, outbox, units } = ports;
  const sending = oneAtATime(reportPorts(ports));
  const loop = createLoop(async () => {
    const state = units.load();
    const mayReport = state?.stage === "ready" || state?.stage === "closing";
    if (mayReport && (outbox.nextDueAt() ?? Infinity) <= clock.wallMs()) await sending.send(clock.wallMs());
    return Math.max(0, Math.min(LOOK_AGAIN_MS.outbox, (outbox.nextDueAt() ?? Infinity) - clock.wallMs()));
  });
  return { loop, ...sending };
}

const reportPorts = (ports: LoopPorts): ReportPorts => ({
  ...ports,
  csidOf: reporterSource(ports),
  onStep: (document, step) => ports.log("gateway", { irn: document.link.irn, step: step.do }),
});

/** One flush at a time: who asks meanwhile gets the same one's result. */
function oneAtATime(ports: ReportPorts) {
  let flushing: Promise<FlushSummary> | undefined;
  let last: FlushSummary | undefined;
  return {
    send: async (dueAt: number): Promise<FlushSummary> => {
      flushing ??= sendDue(ports, dueAt).finally(() => {
        flushing = undefined;
      });
      last = await flushing;
      return last;
    },
    paused: () => (last?.paused === undefined ? {} : { paused: last.paused }),
  };
}
