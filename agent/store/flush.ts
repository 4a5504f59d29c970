// Waits until the disk has a file, or the names in a folder.
import { closeSync, existsSync, fsyncSync, openSync } from "node:fs";

/** @throws the file system's error. */
export const flushFile = (path: string): void => flushed(path, "r+");

/** Names last only by a flush of their folder (POSIX). @throws the file system's error. */
export const flushFolder = (path: string): void => flushed(path, "r");

/** What was read from a ledger may wait for its flush yet: behind this the disk has it. @throws the file system's error. */
export function flushLog(ledger: string): void {
  const log = `${ledger}-wal`;
  if (existsSync(log)) flushed(log, "r");
}

function flushed(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
