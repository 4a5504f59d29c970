// Commits that wait for the disk together: verdicts and print states need no flush of their own, and on a slow disk a sale
// is flushed beside others.
import { close, fdatasync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Fault, messageOf } from "../core/errors.ts";
import type { Database } from "./database.ts";
import type { Writes } from "./writes.ts";

const flushFile = promisify(fdatasync);
const closeFile = promisify(close);

/** How long a lazy commit waits at most until it is flushed with all others, milliseconds. */
const PERIOD_MS = 200;
/** A flush that takes less is sooner waited for than left: whatever else is served meanwhile takes longer. */
const SLOW_MS = 4;
/** Flushes looked at. The event loop hears of some late, and some had nothing to do: one of the quicker ones counts. */
const LOOKED_AT = 8;
const COUNTS = 2;

export interface LazyCommits extends Writes {
  /** Whether the disk is so slow that others had better be served while it flushes. */
  isSlow(): boolean;
  /** Why nothing may be issued any more: the disk refused a flush, so a part of the log may be gone. */
  trouble(): Fault | undefined;
  /** Flushes what is left, and lets the file go. */
  close(): Promise<void>;
}

/**
 * Lazy commits over an open ledger in WAL mode: visible at once, flushed within 200 ms or with the next sale. A power cut
 * before that takes them together with everything behind them, so the ledger stays whole. `synchronous` is NORMAL only
 * while one is written, so the commit does not wait; the flush behind it is an fdatasync of the write-ahead log on a
 * thread of Node's pool, beside the sales. (https://www.sqlite.org/pragma.html#pragma_synchronous)
 */
export function createLazyCommits(database: Database, monotonicMs = () => performance.now()): LazyCommits {
  let file: number | undefined;
  let trouble: Fault | undefined;
  let waiting: AbortController | undefined;
  let last: Promise<void> = Promise.resolve();
  const taken: number[] = [];

  /** One at a time: of two under way, the kernel may tell the wrong one that pages are lost. */
  const flush = async (log: number, hurry: AbortSignal, before: Promise<void>): Promise<void> => {
    await sleep(PERIOD_MS, undefined, { ref: false, signal: hurry }).catch(() => undefined);
    await before;
    waiting = undefined;
    const begun = monotonicMs();
    try {
      await flushFile(log);
      taken.push(monotonicMs() - begun);
      if (taken.length > LOOKED_AT) taken.shift();
    } catch (cause) {
      trouble = new Fault("outcome-unknown", `the ledger's log was not flushed: ${messageOf(cause)}`, { cause });
    }
  };
  const flushed = async (): Promise<void> => {
    waiting?.abort();
    await last;
  };

  return {
    write: (work) => {
      // Inside a sale's transaction the sale's own flush covers it.
      if (database.inTransaction) return work();
      const done = withoutFlush(database, work);
      file ??= openSync(`${database.name}-wal`, "r+");
      if (waiting === undefined) {
        waiting = new AbortController();
        last = flush(file, waiting.signal, last);
      }
      return done;
    },
    settled: async () => {
      await flushed();
      if (trouble !== undefined) throw trouble;
    },
    isSlow: () => (taken.toSorted((a, b) => a - b)[COUNTS] ?? 0) > SLOW_MS,
    trouble: () => trouble,
    close: async () => {
      await flushed();
      if (file !== undefined) await closeFile(file);
      file = undefined;
    },
  };
}

function withoutFlush<T>(database: Database, work: () => T): T {
  database.pragma("synchronous = NORMAL");
  try {
    return database.transaction(work).immediate();
  } finally {
    database.pragma("synchronous = FULL");
  }
}
