// What a power cut leaves of a ledger: every commit that waited for its flush, and of the lazy ones behind the last flush
// only the first few, however many. The file is a real SQLite log cut off at a frame, so SQLite itself recovers it.
// (https://www.sqlite.org/fileformat2.html#the_write_ahead_log)
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from "node:fs";
import type Sqlite from "better-sqlite3";
import type { Random } from "../faults/random.ts";

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const PAGE_BYTES = 4096;
const FRAME_BYTES = FRAME_HEADER_BYTES + PAGE_BYTES;

/** A place in the log: which round of it, and how many whole frames. */
interface Place {
  readonly round: number;
  readonly salt: string;
  readonly frames: number;
}

export interface Disk {
  /** Watches the commits of a ledger just opened: what it found it has flushed again. */
  attach(database: Sqlite.Database): void;
  /** Begins a flush of the log. @returns what to do when it is over. */
  beginFlush(): () => void;
  /** The power goes: keeps what would be there, and puts it in place once the handles are gone. */
  cut(): { readonly lostFrames: number; restore(): void };
}

/** The disk under a ledger's file. */
export function createDisk(path: string, random: Random, onLazyCommit: () => void = () => undefined): Disk {
  const logPath = `${path}-wal`;
  const log = openLog(logPath);
  /** Behind it nothing is sure to last; undefined while everything is. */
  let unsafe: Place | undefined;
  /** Where the last lazy commit ended: what came after it and was not lazy was flushed together with it. */
  let lazyEnd: Place | undefined;

  const settleFullCommits = (here: Place): void => {
    if (lazyEnd !== undefined && !isSame(here, lazyEnd)) unsafe = undefined;
  };
  const beginLazy = (): void => {
    const here = log.end();
    settleFullCommits(here);
    unsafe ??= here;
  };
  const endLazy = (): void => {
    lazyEnd = log.end();
    onLazyCommit();
  };

  return {
    attach: (database) => {
      log.close();
      unsafe = undefined;
      lazyEnd = undefined;
      const pragma = database.pragma.bind(database);
      let isLazy = false;
      const watched: typeof pragma = (source, options) => {
        if (source === "synchronous = NORMAL") {
          beginLazy();
          isLazy = true;
        }
        // A checkpoint flushes the log before it moves it.
        if (source.startsWith("wal_checkpoint")) unsafe = undefined;
        if (source === "synchronous = FULL" && isLazy) {
          endLazy();
          isLazy = false;
        }
        return pragma(source, options);
      };
      Object.defineProperty(database, "pragma", { value: watched });
    },
    beginFlush: () => {
      const covered = log.end();
      return () => {
        if (unsafe === undefined || isBehind(covered, unsafe)) return;
        unsafe = lazyEnd !== undefined && isSame(lazyEnd, covered) ? undefined : covered;
      };
    },
    cut: () => {
      const here = log.end();
      settleFullCommits(here);
      const sure = unsafe === undefined ? here.frames : unsafe.round === here.round ? unsafe.frames : 0;
      // Mostly nothing of it got there by itself: Linux writes back what nobody flushes after half a minute.
      const kept = sure + (random.oneIn(3) ? random.below(here.frames - sure + 1) : 0);
      log.close();
      const database = readFileSync(path);
      const bytes = existsSync(logPath)
        ? readFileSync(logPath).subarray(0, HEADER_BYTES + kept * FRAME_BYTES)
        : undefined;
      return {
        lostFrames: here.frames - kept,
        restore: () => {
          rmSync(`${path}-shm`, { force: true });
          writeFileSync(path, database);
          if (bytes === undefined) rmSync(logPath, { force: true });
          else writeFileSync(logPath, bytes);
        },
      };
    },
  };
}

const isSame = (one: Place, other: Place): boolean => one.round === other.round && one.frames === other.frames;
const isBehind = (one: Place, other: Place): boolean =>
  one.round < other.round || (one.round === other.round && one.frames < other.frames);

/** A log that is asked again and again where it ends: what is known of a round of it is not read twice. */
function openLog(path: string) {
  let file: number | undefined;
  let known: Place = { round: 0, salt: "", frames: 0 };
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    known = { round: known.round + 1, salt: "", frames: 0 };
  };
  return {
    close,
    /** The end of what was committed in its present round. */
    end: (): Place => {
      file ??= existsSync(path) ? openSync(path, "r") : undefined;
      if (file === undefined || readSync(file, HEADER, 0, HEADER_BYTES, 0) < HEADER_BYTES) return known;
      const salt = HEADER.toString("latin1", 16, 24);
      if (known.salt !== salt) known = { round: known.round + 1, salt, frames: 0 };
      known = { ...known, frames: committedFrames(file, salt, known.frames) };
      return known;
    },
  };
}

const HEADER = Buffer.alloc(HEADER_BYTES);
const FRAME_HEADER = Buffer.alloc(FRAME_HEADER_BYTES);

/** Counts on from so many frames that are known to be committed. */
function committedFrames(file: number, salt: string, from: number): number {
  let committed = from;
  for (let frame = from; ; frame++) {
    const read = readSync(file, FRAME_HEADER, 0, FRAME_HEADER_BYTES, HEADER_BYTES + frame * FRAME_BYTES);
    if (read < FRAME_HEADER_BYTES || FRAME_HEADER.toString("latin1", 8, 16) !== salt) return committed;
    if (FRAME_HEADER.readUInt32BE(4) !== 0) committed = frame + 1;
  }
}
