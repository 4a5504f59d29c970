// Lazy commits on a real file: seen at once, on the disk when somebody asks, part of a sale's own commit inside one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createActivityLog } from "../../agent/store/activity-log.ts";
import { checkpointWhenIdle } from "../../agent/store/checkpoints.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createLazyCommits, type LazyCommits } from "../../agent/store/lazy-commits.ts";

let folder: string;
let database: Database;
let writes: LazyCommits;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-lazy-"));
  database = openDatabase(join(folder, "ledger.db"));
  writes = createLazyCommits(database);
});
afterEach(async () => {
  await writes.close();
  database.close();
  rmSync(folder, { recursive: true });
});

const note = (subject: string): void =>
  createActivityLog(database, () => 0).add({ actor: "a", action: "audit", subject, result: "d" });

function seenByOthers(): readonly unknown[] {
  const other = new Sqlite(join(folder, "ledger.db"), { readonly: true });
  try {
    return other.prepare("SELECT subject FROM activity ORDER BY id").pluck().all();
  } finally {
    other.close();
  }
}

test("write() commits at once and leaves every other commit as durable as before", async () => {
  writes.write(() => note("first"));
  expect(seenByOthers()).toEqual(["first"]);
  expect(database.pragma("synchronous", { simple: true })).toBe(2);
  await writes.settled();
  expect(writes.trouble()).toBeUndefined();
});

test("write() takes everything back when the work throws, and stays usable", async () => {
  const failing = (): void => {
    note("half");
    throw new Error("no");
  };
  expect(() => writes.write(failing)).toThrow("no");
  writes.write(() => note("whole"));
  await writes.settled();
  expect(seenByOthers()).toEqual(["whole"]);
  expect(database.pragma("synchronous", { simple: true })).toBe(2);
});

test("write() inside a transaction belongs to it", () => {
  const sale = database.transaction(() => {
    writes.write(() => note("with the sale"));
    throw new Error("the sale is refused");
  });
  expect(() => sale()).toThrow("refused");
  expect(seenByOthers()).toEqual([]);
});

test("settled() waits for a write made while an earlier flush is under way", async () => {
  writes.write(() => note("first"));
  const first = writes.settled();
  writes.write(() => note("second"));
  await Promise.all([first, writes.settled()]);
  writes.write(() => note("third"));
  await writes.settled();
  expect(seenByOthers()).toEqual(["first", "second", "third"]);
});

test("checkpointWhenIdle() moves the log into the ledger after a rest", async () => {
  const end = checkpointWhenIdle(database);
  const inLedger = (): unknown => {
    const moved = database.pragma("wal_checkpoint(NOOP)") as readonly {
      readonly log: number;
      readonly checkpointed: number;
    }[];
    return moved[0];
  };
  note("to be moved");
  expect(isAllMoved(inLedger())).toBe(false);
  await expect.poll(() => isAllMoved(inLedger())).toBe(true);
  end();
});

const isAllMoved = (state: unknown): boolean => {
  const { log, checkpointed } = state as { readonly log: number; readonly checkpointed: number };
  return log > 0 && log === checkpointed;
};
