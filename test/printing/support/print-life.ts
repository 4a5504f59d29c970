// One life of the printing side: opens the ledger, prints what the last life left, says that it is ready; on a word it
// issues one document, prints it and ends. Whoever started it may kill it at any moment.
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { riyadhTime } from "../../../agent/core/riyadh-time.ts";
import type { Clock } from "../../../agent/ports/clock.ts";
import type { ActivityLog } from "../../../agent/ports/people.ts";
import { createActivityLog } from "../../../agent/store/activity-log.ts";
import { openDatabase } from "../../../agent/store/database.ts";
import { createDrawerJournal } from "../../../agent/store/drawer-journal.ts";
import { createLazyCommits } from "../../../agent/store/lazy-commits.ts";
import { createLedger } from "../../../agent/store/ledger.ts";
import { createPrintJournal } from "../../../agent/store/print-journal.ts";
import { createPrinters } from "../../../agent/work/printers.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { openReceiptPrinter } from "../../../drivers/receipt-printer.ts";
import { documentAt } from "../../support/ledger.ts";

const [folder = "", port = "", number = ""] = process.argv.slice(2);

const database = openDatabase(join(folder, "ledger.db"));
const writes = createLazyCommits(database);
const ledger = createLedger(database, writes);
const clock: Clock = {
  now: () => riyadhTime(Date.now()),
  verdict: () => {
    throw new Error("nobody asks the time of day here");
  },
  heard: () => undefined,
  wallMs: Date.now,
  monotonicMs: () => performance.now(),
};
const activity: ActivityLog = createActivityLog(database, clock.wallMs);
const printer = openReceiptPrinter(
  {
    transport: "tcp",
    address: `127.0.0.1:${port}`,
    profile: "star-escpos",
    dots: 576,
    baudRate: 115_200,
    flowControl: "profile",
    drawerPin: "profile",
  },
  RECEIPT_TEXTS,
);
const journal = createPrintJournal(database, writes);
const printers = createPrinters({
  clock,
  activity,
  journal,
  drawers: createDrawerJournal(database, writes),
  log: () => undefined,
  printers: new Map([["main", { printer, drawer: false }]]),
  slipMarks: [],
});

/** Until nothing waits: the printer may still hold on to the connection of the life before. */
async function settle(): Promise<void> {
  for (let turns = 0; journal.counts("main", 0).pending > 0; turns++) {
    if (turns > 200) throw new Error("papers still wait");
    await printers.once();
    if (journal.counts("main", 0).pending > 0) await sleep(50);
  }
}

await settle();
process.stdout.write("ready\n");
await once(process.stdin, "data");
const n = Number(number);
ledger.append("C1", (place) => {
  const document = documentAt(n, place);
  const issued = riyadhTime(Date.now());
  const qr = Buffer.from(`document ${n} `.repeat(5)).toString("base64");
  return {
    ...document,
    link: { ...document.link, issuedAt: issued },
    qr,
    receipt: { ...document.receipt, irn: document.link.irn, qr, marks: ["test"] },
  };
});
await settle();
await printers.stop();
await printer.close();
await writes.close();
database.close();
