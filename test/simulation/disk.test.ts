// The disk of the simulation: a power cut takes lazy commits from the end, and never one that was flushed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { randomOf } from "../faults/random.ts";
import { createDisk, type Disk } from "./disk.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-disk-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ledger {
  readonly disk: Disk;
  readonly database: Sqlite.Database;
  add(n: number): void;
  addLazily(n: number): void;
}

/** Rows after a power cut, by what was done before it. */
function rowsAfter(seed: number, act: (ledger: Ledger) => void): readonly number[] {
  const path = join(folder, `${seed}.db`);
  const disk = createDisk(path, randomOf("disk", seed));
  const database = new Sqlite(path);
  database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE row (n INTEGER)");
  database.pragma("synchronous = FULL");
  disk.attach(database);
  const add = (n: number): void => void database.prepare("INSERT INTO row VALUES (?)").run(n);
  const addLazily = (n: number): void => {
    database.pragma("synchronous = NORMAL");
    add(n);
    database.pragma("synchronous = FULL");
  };
  act({ disk, database, add, addLazily });
  const { restore } = disk.cut();
  database.close();
  restore();
  const after = new Sqlite(path);
  const rows = after.prepare<[], number>("SELECT n FROM row ORDER BY n").pluck().all();
  after.close();
  return rows;
}

const over = (seeds: number, act: (ledger: Ledger) => void): readonly string[] =>
  [...new Set(Array.from({ length: seeds }, (_, seed) => rowsAfter(seed, act).join()))].sort();

it("cut() keeps what was flushed and some of what was not, in order, when the power goes", () => {
  const kept = over(40, ({ disk, add, addLazily }) => {
    add(1);
    addLazily(2);
    add(3);
    addLazily(4);
    disk.beginFlush()();
    addLazily(5);
    addLazily(6);
  });
  expect(kept).toEqual(["1,2,3,4", "1,2,3,4,5", "1,2,3,4,5,6"]);
});

it("cut() keeps what a flush covered when the log has begun anew before it", () => {
  const kept = over(10, ({ disk, database, add, addLazily }) => {
    add(1);
    addLazily(2);
    database.pragma("wal_checkpoint(PASSIVE)");
    addLazily(3);
    disk.beginFlush()();
  });
  expect(kept).toEqual(["1,2,3"]);
});

it("cut() takes what was written while a flush was under way", () => {
  const kept = over(20, ({ disk, addLazily }) => {
    addLazily(1);
    const end = disk.beginFlush();
    addLazily(2);
    end();
  });
  expect(kept).toEqual(["1", "1,2"]);
});
