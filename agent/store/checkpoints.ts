// What can wait until nobody sells: small works of the ledger's own, then its write-ahead log moves into its file.
import Sqlite from "better-sqlite3";
import { isFault } from "../core/errors.ts";
import type { Database } from "./database.ts";

const LOOK_MS = 1_000;

/** Where SQLite itself moves it in a sale's commit, pages of 4 KB: a shop that never rests for a second. */
const MOST_PAGES = 4_000;

/** A little of a work: true while there is more, or something was written. */
export type RestWork = () => boolean;

/**
 * When a second went by without a write, does a little of each work, and when none has more checkpoints the ledger, so
 * that no sale pays for it. (https://www.sqlite.org/wal.html#ckpt)
 * @returns what ends it, with one more turn of every work.
 */
export function checkpointWhenIdle(database: Database, works: readonly RestWork[] = []): () => void {
  database.pragma(`wal_autocheckpoint = ${MOST_PAGES}`);
  const changes = database.prepare<[], number>("SELECT total_changes()").pluck();
  let seen = changes.get();
  let moved = seen;
  const timer = setInterval(() => {
    const now = changes.get();
    if (now === seen && !works.some(done) && now !== moved) {
      database.pragma("wal_checkpoint(PASSIVE)");
      moved = now;
    }
    seen = changes.get();
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    if (database.open) for (const work of works) done(work);
  };
}

/** What can wait may fail: the next sale's own commit tells what is wrong with the disk. */
function done(work: RestWork): boolean {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Sqlite.SqliteError || isFault(thrown)) return false;
    throw thrown;
  }
}
