// Moves the write-ahead log into the ledger's file while nobody waits for it.
import type { Database } from "./database.ts";

const LOOK_MS = 1_000;

/** Where SQLite itself moves it in a sale's commit, pages of 4 KB: a shop that never rests for a second. */
const MOST_PAGES = 4_000;

/**
 * Checkpoints a ledger when a second went by without a write, so that no sale pays for it.
 * (https://www.sqlite.org/wal.html#ckpt) @returns what ends it.
 */
export function checkpointWhenIdle(database: Database): () => void {
  database.pragma(`wal_autocheckpoint = ${MOST_PAGES}`);
  const changes = database.prepare<[], number>("SELECT total_changes()").pluck();
  let seen = changes.get();
  let moved = seen;
  const timer = setInterval(() => {
    const now = changes.get();
    if (now === seen && now !== moved) {
      database.pragma("wal_checkpoint(PASSIVE)");
      moved = now;
    }
    seen = now;
  }, LOOK_MS).unref();
  return () => clearInterval(timer);
}
