// One writer: an exclusive transaction on a small file of its own, freed by the kernel even on kill -9.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Fault } from "../core/errors.ts";

export interface WriterLock {
  release(): void;
}

/** Takes the ledger for this process. @throws Fault `storage-locked` when another process has it. */
export function lockLedger(folder: string): WriterLock {
  const lock = new Sqlite(join(folder, "lock.db"), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new Fault("storage-locked", `another khatm process holds the ledger in ${folder}`, { cause });
  }
  return { release: () => lock.close() };
}
