// One writer: an exclusive transaction on a small file of its own, freed by the kernel even on kill -9.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Fault, messageOf } from "../core/errors.ts";

export interface WriterLock {
  release(): void;
}

/**
 * Takes the ledger for this process.
 * @throws Fault `storage-locked` when another process has it, `storage-failed` when the folder cannot be written.
 */
export function lockLedger(folder: string): WriterLock {
  const lock = openLock(folder);
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw isHeld(cause)
      ? new Fault("storage-locked", `another khatm process holds the ledger in ${folder}`, { cause })
      : noLock(folder, cause);
  }
  return { release: () => lock.close() };
}

function openLock(folder: string): Sqlite.Database {
  try {
    return new Sqlite(join(folder, "lock.db"), { timeout: 0 });
  } catch (cause) {
    throw noLock(folder, cause);
  }
}

const isHeld = (thrown: unknown): boolean => thrown instanceof Sqlite.SqliteError && thrown.code === "SQLITE_BUSY";

const noLock = (folder: string, cause: unknown): Fault =>
  new Fault("storage-failed", `the ledger in ${folder} cannot be locked: ${messageOf(cause)}`, { cause });
