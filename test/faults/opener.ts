// Opens crash states by the real ledger code, as the agent does when the power comes back. One folder a line on standard
// input; answers one line each: what the ledger says of itself, or why it does not open.
import { createInterface } from "node:readline";
import { openLedgerStore } from "./ledger-store.ts";

/** How opening went. */
export type Opened =
  | { readonly open: true; readonly documents: number }
  | { readonly open: false; readonly why: string };

function tryOpen(folder: string): Opened {
  try {
    return { open: true, documents: lookAround(folder) };
  } catch (thrown) {
    return { open: false, why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** What the agent reads and writes before its first sale. */
function lookAround(folder: string): number {
  const { ledger, journal, outbox, close } = openLedgerStore(folder);
  try {
    journal.recover(0);
    outbox.counts();
    return ledger.chains().reduce((sum, csid) => sum + (ledger.head(csid)?.icv ?? 0), 0);
  } finally {
    close();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(tryOpen(JSON.parse(line) as string))}\n`);
}
