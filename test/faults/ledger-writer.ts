// A program that drives the real ledger code without the agent around it: documents, papers, verdicts, checkpoints and
// restarts in a seeded order. It acknowledges on standard output, one line of evidence each, only after the commit.
// WRITER_SYNCHRONOUS=NORMAL makes it wrong on purpose, to prove that the power-cut suite finds what that loses.
import { writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { StoredDocument } from "../../agent/ports.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { lockLedger } from "../../agent/store/writer-lock.ts";
import type { Evidence } from "./checker/evidence.ts";
import { LEDGER_FILE } from "./checker/ledger.ts";
import { foreignDocument, readStampKey, referenceOf } from "./foreign-unit.ts";
import { randomOf } from "./random.ts";

const { values } = parseArgs({
  options: {
    folder: { type: "string", default: "." },
    key: { type: "string", default: "key.json" },
    documents: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
  },
});

const STDOUT = 1;
const random = randomOf("ledger writer", values.seed);
const key = readStampKey(values.key);

function open() {
  const lock = lockLedger(values.folder);
  const database = openDatabase(join(values.folder, LEDGER_FILE));
  weaken(database);
  const [ledger, outbox, journal] = [createLedger(database), createOutbox(database), createPrintJournal(database)];
  const close = (): void => {
    database.close();
    lock.release();
  };
  return { database, ledger, outbox, journal, close };
}

/** Undoes the agent's care: the ledger's own assertion after the first write is satisfied before. */
function weaken(database: Database): void {
  const level = process.env["WRITER_SYNCHRONOUS"];
  if (level === undefined) return;
  const pragma = database.pragma.bind(database);
  database.pragma = (source, options) => (source === "synchronous" ? 2 : pragma(source, options));
  pragma(`synchronous = ${level}`);
}

function acknowledge({ reference, link, hash, qr }: StoredDocument): void {
  const seen: Evidence = { kind: "acknowledged", reference: reference ?? "", uuid: link.uuid, hash, qr };
  writeSync(STDOUT, `${JSON.stringify(seen)}\n`);
}

let store = open();

/** What else the agent does to its files between two sales. */
const ACTS: readonly (() => void)[] = [
  () => undefined,
  () => {
    const next = store.journal.next();
    if (next === undefined) return;
    store.journal.mark(next.job.id, "sending", 0);
    store.journal.mark(next.job.id, "sent", 0, "dots");
  },
  () => {
    const [due] = store.outbox.waiting(undefined, 1);
    if (due === undefined) return;
    const answer = { kind: "reported", status: 200, warnings: [], raw: "" } as never;
    store.outbox.settle({ document: due.id, at: 0, answer, next: { state: "reported" } });
  },
  () => {
    const newest = store.ledger.list({ limit: 1 })[0];
    if (newest !== undefined) store.journal.addCopy(newest.id, 0);
  },
  () => void store.database.pragma("wal_checkpoint(PASSIVE)"),
  () => {
    store.close();
    store = open();
  },
];

for (let n = 1; n <= Number(values.documents); n++) {
  if (store.ledger.findByReference(referenceOf(n)) === undefined) {
    acknowledge(store.ledger.append("a", (place) => foreignDocument(key, n, place)));
  }
  random.pick(ACTS)();
}
// As at a power cut, nothing is closed: the last state is what the last operation left.
process.kill(process.pid, "SIGKILL");
