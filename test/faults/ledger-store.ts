// The real ledger code opened on a folder, as the agent's composition root does it.
import { join } from "node:path";
import { nextJob } from "../../agent/core/printing/job.ts";
import type { Answer } from "../../agent/core/reporting/answer.ts";
import { openDatabase } from "../../agent/store/database.ts";
import { createLazyCommits } from "../../agent/store/lazy-commits.ts";
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
    const writes = createLazyCommits(database);
    const close = async (): Promise<void> => {
      await writes.close();
      database.close();
      lock.release();
    };
    return {
      database,
      ledger: createLedger(database, writes),
      outbox: createOutbox(database, writes),
      journal: createPrintJournal(database, writes),
      close,
    };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** Prints the oldest open job, as the paper loop notes it: its beginning is durable before a dot could be on paper. */
export async function printNext({ journal }: LedgerStore): Promise<void> {
  const next = journal.next("main");
  if (next === undefined) return;
  const begun = journal.mark(next.job, nextJob(next.job, { kind: "starts" }));
  await journal.settled();
  journal.mark(begun, nextJob(begun, { kind: "proven" }), { at: 0, dots: "dots" });
}

/** Tells the oldest waiting document, as the report loop notes it. */
export function reportNext({ outbox }: LedgerStore): void {
  const [oldest] = outbox.waiting(undefined, 1);
  if (oldest === undefined) return;
  const answer: Answer = { kind: "accepted", duplicate: false, warnings: [], status: 200, body: "" };
  outbox.settle({ document: oldest.id, at: 0, answer, next: { state: "reported" } });
}
