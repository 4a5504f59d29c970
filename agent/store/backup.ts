// The ledger as one file, taken while the agent runs, and put back. Never the key: that is in the vault.
import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";
import { activityWriter } from "./activity-log.ts";
import { type Database, openDatabase, openReadOnly } from "./database.ts";
import { flushFile, flushFolder, flushLog } from "./flush.ts";
import { leaveGap } from "./number-gaps.ts";

const PRIVATE = 0o600;
const READ_BYTES = 1_048_576;
/** A backup's hash stands in a file beside it, as sha256sum -c reads it. */
export const LIST_TAIL = ".sha256";
/** A backup that is not whole yet. */
export const PART_TAIL = ".part";
/** A file system without hard links, as on a USB stick, says one of these. */
const NO_LINKS: ReadonlySet<unknown> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

export interface WrittenBackup {
  readonly bytes: number;
  /** Lower-case hexadecimal SHA-256 of the file. */
  readonly sha256: string;
}

/** Writes the ledger as it is at this moment into a new file. @throws Fault `storage-failed`. */
export function backupLedger(ledger: string, out: string): WrittenBackup {
  const part = `${out}${PART_TAIL}`;
  const database = openReadOnly(ledger);
  try {
    rmSync(part, { force: true });
    database.prepare("VACUUM INTO ?").run(part);
    keepPrivate(part);
    flushLog(ledger);
    flushFile(part);
    giveName(part, out);
    flushFolder(dirname(out));
    return { bytes: statSync(out).size, sha256: sha256Of(out) };
  } catch (cause) {
    rmSync(part, { force: true });
    throw new Fault("storage-failed", `the backup was not written: ${messageOf(cause)}`, { cause });
  } finally {
    database.close();
  }
}

/** A USB stick's file system may know no owner: then its mount decides who reads it. */
function keepPrivate(part: string): void {
  try {
    chmodSync(part, PRIVATE);
  } catch (thrown) {
    if (!NO_LINKS.has(codeOf(thrown))) throw thrown;
  }
}

/** Fails where somebody else has made the file meanwhile; rename would take its place. */
function giveName(part: string, out: string): void {
  try {
    linkSync(part, out);
    rmSync(part);
  } catch (thrown) {
    if (!NO_LINKS.has(codeOf(thrown)) || existsSync(out)) throw thrown;
    renameSync(part, out);
  }
}

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && "code" in thrown ? thrown.code : undefined);

/** The SHA-256 of a file, read piece by piece: a ledger of years has no room in memory. */
function sha256Of(path: string): string {
  const file = openSync(path, "r");
  try {
    const digest = createHash("sha256");
    const piece = Buffer.alloc(READ_BYTES);
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      digest.update(piece.subarray(0, length));
    }
    return digest.digest("hex");
  } finally {
    closeSync(file);
  }
}

/** Writes the hash beside the backup. */
export function writeList(out: string, { sha256 }: WrittenBackup): void {
  const list = `${out}${LIST_TAIL}`;
  writeFileSync(list, `${sha256}  ${basename(out)}\n`, { mode: PRIVATE });
  flushFile(list);
  flushFolder(dirname(out));
}

export interface Restored {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The CSIDs whose chains must not go on, and why. */
  readonly closed: readonly string[];
  readonly because: string;
}

/** Where numbers go on behind a gap. */
export interface Resumed {
  readonly closing: number;
  /** Not there where every document is known. */
  readonly document?: number;
}

export interface Replaced {
  /** Where the replaced ledger lies now, if there was one. */
  readonly before: string | undefined;
  readonly resumed: Resumed;
}

/**
 * Puts a backup in the ledger's place; what was there is kept beside it under another name. Closings made after it
 * may have been numbered, and where a chain must not go on documents too: those series go on behind a gap. The caller holds
 * the lock. @throws Fault `storage-failed`, `schema-newer`.
 */
export function restoreLedger(backup: string, ledger: string, restored: Restored): Replaced {
  const fresh = `${ledger}.restored`;
  for (const tail of ["", "-wal", "-shm"]) rmSync(`${fresh}${tail}`, { force: true });
  copyFileSync(backup, fresh);
  chmodSync(fresh, PRIVATE);
  const database = openDatabase(fresh);
  let resumed: Resumed;
  try {
    resumed = database.transaction(() => mark(database, restored))();
  } finally {
    // The last connection moves the log into the file.
    database.close();
  }
  flushFile(fresh);
  const before = existsSync(ledger) ? setAside(ledger, restored.at) : undefined;
  renameSync(fresh, ledger);
  flushFolder(dirname(ledger));
  return { before, resumed };
}

function mark(database: Database, { at, closed, because }: Restored): Resumed {
  const close = database.prepare("INSERT OR IGNORE INTO closed_chain (csid, at, because) VALUES (?, ?, ?)");
  for (const csid of closed) close.run(csid, at, because);
  const result = `${closed.length} chains closed`;
  activityWriter(database)({ at, actor: "local operator", action: "restore", subject: "ledger", result });
  const closing = leaveGap(database, "closing", at);
  return closed.length === 0 ? { closing } : { closing, document: leaveGap(database, "document", at) };
}

/**
 * Gives the ledger a second name, which is answered; its first one is taken in one step by what replaces it.
 * @throws Fault `storage-failed`.
 */
export function setAside(ledger: string, at: number): string {
  openDatabase(ledger).close();
  if (existsSync(`${ledger}-wal`)) {
    throw new Fault("storage-failed", `the log beside ${ledger} cannot be read: move both away by hand first`);
  }
  const name = replacedName(ledger, at);
  linkSync(ledger, name);
  return name;
}

const replacedName = (path: string, at: number): string =>
  `${path}.replaced-${new Date(at).toISOString().replace(/[^0-9TZ]/g, "")}`;

/**
 * Gives a second copy that goes on behind the ledger put back another name: the next one begins anew, and it is kept for
 * the auditor. @returns that name. @throws Fault `storage-failed`.
 */
export function setCopyAside(copy: string, at: number): string {
  const name = replacedName(copy, at);
  try {
    renameSync(copy, name);
    flushFolder(dirname(copy));
    return name;
  } catch (cause) {
    throw new Fault("storage-failed", `take ${copy} away before the next sale: ${messageOf(cause)}`, { cause });
  }
}
