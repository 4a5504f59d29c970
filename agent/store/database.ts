// The ledger's SQLite file: pragmas that make a commit survive the plug, migrations that hold together, no newer schema.
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Fault, messageOf } from "../core/errors.ts";

export type Database = Sqlite.Database;

const MIGRATIONS = join(import.meta.dirname, "migrations");
const FULL = 2;

/** What is done for a ledger that an older program left; what either of them throws leaves it as it was. */
export interface MigrationCare {
  /** Before it is touched. */
  readonly before: (version: number) => void;
  /** In the new schema, before anything of it is durable. */
  readonly proof: (database: Database, version: number) => void;
}

const NO_CARE: MigrationCare = { before: () => undefined, proof: () => undefined };

/**
 * Opens the ledger, creating or migrating it as needed.
 * @throws Fault `schema-newer` when a newer program wrote it, `storage-failed` when it cannot be opened or is damaged.
 */
export function openDatabase(path: string, care: MigrationCare = NO_CARE): Database {
  flushAgain(`${path}-wal`);
  const database = connect(path);
  try {
    harden(database);
    migrate(database, care);
    assertFull(database);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown instanceof Fault ? thrown : asFault(thrown);
  }
}

/** Opens a ledger to read it, beside a running agent too. @throws Fault `storage-failed` where there is none. */
export function openReadOnly(path: string): Database {
  try {
    return new Sqlite(path, { readonly: true, fileMustExist: true });
  } catch (thrown) {
    throw new Fault("storage-failed", `cannot read the ledger ${path}: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/**
 * Fails unless every commit is flushed: after the first write in WAL mode this SQLite falls back to NORMAL by itself,
 * which would lose the last receipts at a power cut, so it is asked again after a write.
 */
export function assertFull(database: Database): void {
  if (database.pragma("synchronous", { simple: true }) !== FULL)
    throw new Fault("storage-failed", "the ledger would not survive a power cut: synchronous is not FULL");
}

/** A storage error of SQLite as a Fault; anything else is a bug and stays what it is. */
export function asFault(thrown: unknown): unknown {
  if (!(thrown instanceof Sqlite.SqliteError)) return thrown;
  const full = thrown.code === "SQLITE_FULL";
  return new Fault(full ? "storage-full" : "storage-failed", `ledger: ${thrown.code}: ${thrown.message}`, {
    cause: thrown,
  });
}

/**
 * Writes a log left by an unclean end once more, as it is read. After a flush that failed, the kernel takes pages for
 * clean that the medium does not have (fsync(2) on Linux): what is about to be believed must be there.
 * @throws Fault `storage-failed`.
 */
function flushAgain(log: string): void {
  if (!existsSync(log)) return;
  try {
    const file = openSync(log, "r+");
    try {
      writeAll(file, readFileSync(file));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new Fault("storage-failed", `cannot flush ${log}: ${messageOf(cause)}`, { cause });
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at);
}

function connect(path: string): Database {
  try {
    return new Sqlite(path);
  } catch (thrown) {
    throw new Fault("storage-failed", `cannot open the ledger ${path}: ${messageOf(thrown)}`, { cause: thrown });
  }
}

function harden(database: Database): void {
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  database.pragma("trusted_schema = OFF");
  database.pragma("cell_size_check = ON");
  database.pragma("busy_timeout = 2000");
}

/** All that is missing in one transaction; the number of the last file is the schema's version. */
function migrate(database: Database, { before, proof }: MigrationCare): void {
  const files = migrations();
  const version = schemaOf(database);
  if (version > files.length) throw newer(version, files.length);
  if (version === files.length) return;
  if (version > 0) before(version);
  database.transaction(() => {
    for (const name of files.slice(version)) database.exec(readFileSync(join(MIGRATIONS, name), "utf8"));
    database.pragma(`user_version = ${files.length}`);
    if (version > 0) proof(database, version);
  })();
  database.pragma("synchronous = FULL");
}

const migrations = (): readonly string[] =>
  readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort();

/** The version of a ledger's schema; 0 before there is one. */
export const schemaOf = (database: Database): number => Number(database.pragma("user_version", { simple: true }));

const newer = (version: number, known: number): Fault =>
  new Fault(
    "schema-newer",
    `the ledger has schema ${version}, this program knows ${known}: install the newer program again\nالسجل بالمخطط ${version}، وهذا البرنامج يعرف حتى ${known}: ثبّت البرنامج الأحدث من جديد`,
  );

const MAGIC = Buffer.from("SQLite format 3\0", "latin1");

/** Whether a file begins as SQLite's files do. */
export function holdsDatabase(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(MAGIC.length);
    return readSync(file, head) === MAGIC.length && head.equals(MAGIC);
  } finally {
    closeSync(file);
  }
}
