// Room on the ledger's disk: watched before every sale, with ballast to throw off, because a full SQLite cannot even
// delete (reliability.md 2.2).
import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

const MB = 1_048_576;
const BALLAST_BYTES = 16 * MB;
const BLOCK = Buffer.alloc(MB, 0x4b);
/** Below this the ballast goes overboard, so that reports and what is under way can still be written. */
const DROP_BELOW_BYTES = 8 * MB;
/** Above this there is room to take it on board again. */
const TAKE_ABOVE_BYTES = 512 * MB;

const pathIn = (folder: string): string => join(folder, "ballast");

/** Watches the disk of a folder: each call answers the free bytes and keeps the ballast as they allow. */
export const diskRoom = (folder: string): (() => number) => {
  const free = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return () => {
    const bytes = free();
    if (bytes < DROP_BELOW_BYTES && hasBallast(folder)) dropBallast(folder);
    else if (bytes > TAKE_ABOVE_BYTES && !hasBallast(folder)) takeBallast(folder);
    else return bytes;
    return free();
  };
};

/** Takes room on board; really written, since a sparse file keeps none. */
export function takeBallast(folder: string): void {
  const file = openSync(pathIn(folder), "w", 0o600);
  try {
    for (let written = 0; written < BALLAST_BYTES; written += BLOCK.length) writeSync(file, BLOCK);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives the room back. */
export const dropBallast = (folder: string): void => rmSync(pathIn(folder), { force: true });

/** True while the whole ballast is on board. */
export const hasBallast = (folder: string): boolean =>
  (statSync(pathIn(folder), { throwIfNoEntry: false })?.size ?? 0) >= BALLAST_BYTES;
