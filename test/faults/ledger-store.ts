// The real ledger code opened on a folder, as the agent's composition root does it.
import { join } from "node:path";
import type { Answer } from "../../agent/core/reporting/answer.ts";
import { openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { lockLedger } from "../../agent/store/writer-lock.ts";
import { LEDGER_FILE } from "./checker/ledger.ts";

export type LedgerStore = ReturnType<typeof openLedgerStore>;

/** Opens lock, database and what works on it. @throws Fault as the agent would get it. */
export function openLedgerStore(folder: string) {
  const lock = lockLedger(folder);
  try {
    const database = openDatabase(join(folder, LEDGER_FILE));
    const close = (): void => {
      database.close();
      lock.release();
    };
    return {
      database,
      ledger: createLedger(database),
      outbox: createOutbox(database),
      journal: createPrintJournal(database),
      close,
    };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** Prints the oldest open job, as the paper loop notes it. */
export function printNext({ journal }: LedgerStore): void {
  const next = journal.next();
  if (next === undefined) return;
  journal.mark(next.job.id, "sending", 0);
  journal.mark(next.job.id, "sent", 0, "dots");
}

/** Tells the oldest waiting document, as the report loop notes it. */
export function reportNext({ outbox }: LedgerStore): void {
  const [oldest] = outbox.waiting(undefined, 1);
  if (oldest === undefined) return;
  const answer: Answer = { kind: "accepted", duplicate: false, warnings: [], status: 200, body: "" };
  outbox.settle({ document: oldest.id, at: 0, answer, next: { state: "reported" } });
}
