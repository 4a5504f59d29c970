// Opens crash states by the real ledger code, as the agent does when the power comes back. One folder a line on standard
// input; answers one line each: what the ledger says of itself, or why it does not open.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openSecondCopy } from "../../agent/copy/second-copy.ts";
import { nextJob } from "../../agent/core/printing/job.ts";
import { openLedgerStore } from "./ledger-store.ts";
import { SECOND_COPY } from "./places.ts";

/** How opening went. */
export type Opened =
  | { readonly open: true; readonly documents: number }
  | { readonly open: false; readonly why: string };

async function tryOpen(folder: string): Promise<Opened> {
  try {
    return { open: true, documents: await lookAround(folder) };
  } catch (thrown) {
    return { open: false, why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** What the agent reads and writes before its first sale. */
async function lookAround(folder: string): Promise<number> {
  const { ledger, database, journal, outbox, close } = openLedgerStore(folder);
  try {
    // A second copy must never be ahead: a shop would be locked out of a ledger that lost nothing.
    const refusal = openSecondCopy({ copy: join(folder, SECOND_COPY), ledger: database.name }, ledger).refusal();
    if (refusal !== undefined) throw refusal;
    for (const job of journal.underWay()) journal.mark(job, nextJob(job, { kind: "found" }));
    outbox.counts();
    return ledger.chains().reduce((sum, csid) => sum + (ledger.head(csid)?.icv ?? 0), 0);
  } finally {
    await close();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await tryOpen(JSON.parse(line) as string))}\n`);
}
