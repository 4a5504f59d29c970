// The ledger's SQLite file: pragmas that make a commit survive the plug, migrations that hold together, no newer schema.
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { Fault, messageOf } from "../core/errors.ts";
import { flushFile, flushFolder } from "./flush.ts";
import { type MigrationCare, migrate } from "./schema.ts";

export type Database = Sqlite.Database;

const FULL = 2;
/** Pages SQLite keeps for itself, in KB: what it drops, the system's own cache of the file still has. */
const CACHE_KB = 2000;
/** SQLite's name for a database that is never kept. */
const IN_MEMORY = ":memory:";

/**
 * Opens the ledger, creating or migrating it as needed.
 * @throws Fault `schema-newer` when a newer program wrote it, `storage-failed` when it cannot be opened or is damaged, or
 *   when only its log is there.
 */
export function openDatabase(path: string, care?: MigrationCare): Database {
  if (path !== IN_MEMORY && isEmpty(path)) makeNew(path);
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

const isEmpty = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;

const LOGS = ["-wal", "-journal"];

/** A new ledger is made beside its place and gets its name when it is whole: no power cut leaves half of one. */
function makeNew(path: string): void {
  const orphan = LOGS.map((tail) => path + tail).find((log) => !isEmpty(log));
  if (orphan !== undefined)
    throw new Fault(
      "storage-failed",
      `${path} is gone and ${orphan} is not: put the ledger back, or restore a backup (khatm restore)\nاختفى السجل وبقي ملفه التابع: أعد الملف أو استعد نسخة احتياطية`,
    );
  const beside = `${path}.new`;
  for (const tail of ["", ...LOGS]) rmSync(beside + tail, { force: true });
  const database = connect(beside);
  try {
    migrate(database);
  } finally {
    database.close();
  }
  flushFile(beside);
  renameSync(beside, path);
  flushFolder(dirname(path));
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
  database.pragma(`cache_size = -${CACHE_KB}`);
}

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
