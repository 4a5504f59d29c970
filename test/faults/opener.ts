// Opens crash states by the real ledger code, as the agent does when the power comes back. One folder a line on standard
// input; answers one line each: what the ledger says of itself, or why it does not open.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { lockLedger } from "../../agent/store/writer-lock.ts";
import { LEDGER_FILE } from "./checker/ledger.ts";

/** How opening went. */
export type Opened =
  | { readonly open: true; readonly documents: number }
  | { readonly open: false; readonly why: string };

function tryOpen(folder: string): Opened {
  try {
    const lock = lockLedger(folder);
    try {
      return { open: true, documents: lookAround(folder) };
    } finally {
      lock.release();
    }
  } catch (thrown) {
    return { open: false, why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** What the agent reads and writes before its first sale. */
function lookAround(folder: string): number {
  const database = openDatabase(join(folder, LEDGER_FILE));
  try {
    const ledger = createLedger(database);
    createPrintJournal(database).recover(0);
    createOutbox(database).counts();
    return ledger.chains().reduce((sum, csid) => sum + (ledger.head(csid)?.icv ?? 0), 0);
  } finally {
    database.close();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(tryOpen(JSON.parse(line) as string))}\n`);
}
