// The ledger as one file, taken while the agent runs, and put back. Never the key: that is in the vault.
import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";
import { activityWriter } from "./activity-log.ts";
import { type Database, openDatabase, openReadOnly } from "./database.ts";
import { flushFile, flushFolder } from "./flush.ts";

const PRIVATE = 0o600;

/** Writes the ledger as it is at this moment into a new file. @throws Fault `storage-failed`. */
export function backupLedger(ledger: string, out: string): void {
  const part = `${out}.part`;
  const database = openReadOnly(ledger);
  try {
    rmSync(part, { force: true });
    database.prepare("VACUUM INTO ?").run(part);
    chmodSync(part, PRIVATE);
    flushFile(part);
    // Fails where somebody else has made the file meanwhile; rename would take its place.
    linkSync(part, out);
    rmSync(part);
    flushFolder(dirname(out));
  } catch (cause) {
    throw new Fault("storage-failed", `the backup was not written: ${messageOf(cause)}`, { cause });
  } finally {
    database.close();
  }
}

export interface Restored {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The CSIDs whose chains must not go on, and why. */
  readonly closed: readonly string[];
  readonly because: string;
}

/**
 * Puts a backup in the ledger's place; what was there is kept beside it under another name. The caller holds the lock.
 * @returns where the replaced ledger lies now, if there was one. @throws Fault `storage-failed`, `schema-newer`.
 */
export function restoreLedger(backup: string, ledger: string, { at, closed, because }: Restored): string | undefined {
  const fresh = `${ledger}.restored`;
  for (const tail of ["", "-wal", "-shm"]) rmSync(`${fresh}${tail}`, { force: true });
  copyFileSync(backup, fresh);
  chmodSync(fresh, PRIVATE);
  const database = openDatabase(fresh);
  try {
    database.transaction(() => mark(database, { at, closed, because }))();
  } finally {
    // The last connection moves the log into the file.
    database.close();
  }
  flushFile(fresh);
  const replaced = existsSync(ledger) ? setAside(ledger, at) : undefined;
  renameSync(fresh, ledger);
  flushFolder(dirname(ledger));
  return replaced;
}

function mark(database: Database, { at, closed, because }: Restored): void {
  const close = database.prepare("INSERT OR IGNORE INTO closed_chain (csid, at, because) VALUES (?, ?, ?)");
  for (const csid of closed) close.run(csid, at, because);
  const result = `${closed.length} chains closed`;
  activityWriter(database)({ at, actor: "local operator", action: "restore", subject: "ledger", result });
}

/** Gives the ledger a second name; its first one is taken in one step by what replaces it. */
function setAside(ledger: string, at: number): string {
  openDatabase(ledger).close();
  if (existsSync(`${ledger}-wal`)) {
    throw new Fault("storage-failed", `the log beside ${ledger} cannot be read: move both away by hand first`);
  }
  const name = `${ledger}.replaced-${new Date(at).toISOString().replace(/[^0-9TZ]/g, "")}`;
  linkSync(ledger, name);
  return name;
}
