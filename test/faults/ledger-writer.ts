// A program that drives the real ledger code without the agent around it: documents, papers, verdicts, checkpoints and
// restarts in a seeded order. It acknowledges on standard output, one line of evidence each, only after the commit.
// WRITER_SYNCHRONOUS=NORMAL makes it wrong on purpose, to prove that the power-cut suite finds what that loses.
import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import Sqlite from "better-sqlite3";
import { Fault, isFault } from "../../agent/core/errors.ts";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { Evidence } from "./checker/evidence.ts";
import { foreignDocument, readStampKey, referenceOf } from "./foreign-unit.ts";
import { openLedgerStore, printNext, reportNext } from "./ledger-store.ts";
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
  const opened = openLedgerStore(values.folder);
  weaken(opened.database);
  return opened;
}

/** Undoes the agent's care: the ledger's own assertion after the first write is satisfied before. */
function weaken(database: Sqlite.Database): void {
  const level = process.env["WRITER_SYNCHRONOUS"];
  if (level === undefined) return;
  const pragma = database.pragma.bind(database);
  database.pragma = (source, options) => (source.startsWith("synchronous") ? 2 : pragma(source, options));
  pragma(`synchronous = ${level}`);
}

function acknowledge({ reference, link, hash, qr }: StoredDocument): void {
  const seen: Evidence = { kind: "acknowledged", reference: reference ?? "", uuid: link.uuid, hash, qr };
  writeSync(STDOUT, `${JSON.stringify(seen)}\n`);
}

let store = open();

/** What else the agent does to its files between two sales. */
const ACTS: readonly (() => void | Promise<void>)[] = [
  () => undefined,
  () => printNext(store),
  () => reportNext(store),
  () => {
    const newest = store.ledger.list({ limit: 1 })[0];
    if (newest !== undefined) store.journal.addCopy(newest.id, 0);
  },
  () => void store.database.pragma("wal_checkpoint(PASSIVE)"),
  async () => {
    await store.close();
    store = open();
  },
];

/** Sells once; after a storage fault the ledger is opened anew, and what is on the disk decides. */
async function sell(n: number): Promise<StoredDocument> {
  const known = store.ledger.findByReference(referenceOf(n));
  if (known !== undefined) return known;
  try {
    return store.ledger.append("a", (place) => foreignDocument(key, n, place));
  } catch (thrown) {
    if (!isFault(thrown, "outcome-unknown")) throw thrown;
    await store.close();
    store = open();
    return await sell(n);
  }
}

try {
  for (let n = 1; n <= Number(values.documents); n++) {
    acknowledge(await sell(n));
    await random.pick(ACTS)();
  }
} catch (thrown) {
  // A failing disk ends this life like a power cut; anything else is a mistake of this program.
  if (!(thrown instanceof Fault || thrown instanceof Sqlite.SqliteError)) throw thrown;
}
// As at a power cut, nothing is closed: the last state is what the last operation left.
process.kill(process.pid, "SIGKILL");
