// The print queues over a real journal, with a printer that does what a test says: for what no real one does on demand.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printerFailure } from "../../../agent/core/errors.ts";
import type { PrinterCondition } from "../../../agent/core/printing/condition.ts";
import type { Printable } from "../../../agent/core/receipt/model.ts";
import type { Clock } from "../../../agent/ports/clock.ts";
import type { NewDocument } from "../../../agent/ports/ledger.ts";
import type { ReceiptPrinter } from "../../../agent/ports/printing.ts";
import { createActivityLog } from "../../../agent/store/activity-log.ts";
import { openDatabase } from "../../../agent/store/database.ts";
import { createDrawerJournal } from "../../../agent/store/drawer-journal.ts";
import { createLedger } from "../../../agent/store/ledger.ts";
import { createPrintJournal } from "../../../agent/store/print-journal.ts";
import type { Writes } from "../../../agent/store/writes.ts";
import { createPrinters, type Printers } from "../../../agent/work/printers.ts";
import { documentAt } from "../../support/ledger.ts";

/** What the printer does with one paper. */
export type Act =
  | "confirmed"
  | "unconfirmed"
  | { readonly started: boolean; readonly condition: PrinterCondition }
  | Error;

export interface Desk extends Disposable {
  readonly printers: Printers;
  /** What the printer does next, in order; then it confirms. */
  readonly acts: Act[];
  /** What came out, or may have: the marks of each paper. */
  readonly papers: (readonly string[])[];
  readonly logged: { readonly event: string; readonly facts: Readonly<Record<string, unknown>> }[];
  readonly state: {
    now: number;
    condition: PrinterCondition;
    drawer: "opens" | "fails";
    pulses: number;
    flushes: number;
  };
  readonly journal: ReturnType<typeof createPrintJournal>;
  sell(changes?: Partial<NewDocument["receipt"]>): number;
  /** The same journal under a new agent, as after a power cut. */
  restart(): Printers;
  activity(): readonly string[];
}

/** Opens a desk with the printers main and kitchen, which are the same machine. */
export function openDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), "khatm-desk-"));
  const database = openDatabase(join(folder, "ledger.db"));
  const state: Desk["state"] = {
    now: Date.UTC(2026, 10, 20) + 60_000,
    condition: "ready",
    drawer: "opens",
    pulses: 0,
    flushes: 0,
  };
  const acts: Act[] = [];
  const papers: (readonly string[])[] = [];
  const logged: Desk["logged"] = [];
  const clock = { wallMs: () => state.now, monotonicMs: () => state.now } as Clock;
  const writes: Writes = {
    write: (work) => work(),
    settled: () => {
      state.flushes += 1;
      return Promise.resolve();
    },
  };
  const printer = scripted(state, acts, papers);
  const journal = createPrintJournal(database, writes);
  const ledger = createLedger(database);
  const open = (): Printers =>
    createPrinters({
      clock,
      journal,
      drawers: createDrawerJournal(database, writes),
      activity: createActivityLog(database, clock.wallMs),
      log: (event, facts) => void logged.push({ event, facts }),
      printers: new Map([
        ["main", { printer, drawer: true }],
        ["kitchen", { printer, drawer: false }],
      ]),
      slipMarks: ["test"],
    });
  let sales = 0;
  return {
    printers: open(),
    acts,
    papers,
    logged,
    state,
    journal,
    sell: (changes = {}) => {
      sales += 1;
      return ledger.append("C1", (place) => {
        const document = documentAt(sales, place);
        return { ...document, receipt: { ...document.receipt, ...changes } };
      }).id;
    },
    restart: open,
    activity: () =>
      database
        .prepare("SELECT actor || ' ' || action || ' ' || result FROM activity ORDER BY id")
        .pluck()
        .all() as string[],
    [Symbol.dispose]: () => {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function scripted(state: Desk["state"], acts: Act[], papers: (readonly string[])[]): ReceiptPrinter {
  const nothing = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array());
  return {
    print: async (receipt: Printable, onStart) => {
      const act = acts.shift() ?? "confirmed";
      if (act instanceof Error) throw act;
      if (typeof act === "object" && !act.started) throw printerFailure(act, "nothing left");
      await onStart?.();
      papers.push(receipt.marks);
      if (typeof act === "object") throw printerFailure(act, "broke off");
      return { state: act, dots: "dots" };
    },
    openDrawer: () => {
      if (state.drawer === "fails")
        return Promise.reject(printerFailure({ started: false, condition: "away" }, "away"));
      state.pulses += 1;
      return Promise.resolve();
    },
    condition: () => Promise.resolve(state.condition),
    picture: nothing,
    bytes: nothing,
    close: () => Promise.resolve(),
  };
}
