// A ledger of every version that was ever published is read by this one, and left as it is.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { openToRead } from "../../agent/store/read-ledger.ts";
import { PUBLISHED } from "../faults/checker/schema.ts";
import { makeOlder } from "../faults/older-ledger.ts";
import { documentAt } from "../support/ledger.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-read-"));
  path = join(folder, "ledger.db");
  const database = openDatabase(path);
  const ledger = createLedger(database);
  for (const n of [1, 2, 3]) ledger.append("a", (place) => documentAt(n, place));
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const OLDER = PUBLISHED.slice(1).map((_, n) => n + 1);

test.each(OLDER)("openToRead() reads a ledger of schema %d, and leaves nothing behind", (version) => {
  makeOlder(path, version);
  const before = readFileSync(path);
  const database = openToRead(path, folder);
  expect(
    createLedger(database)
      .chain("a", 0, 10)
      .map(({ xml }) => xml),
  ).toEqual(["<n>1</n>", "<n>2</n>", "<n>3</n>"]);
  database.close();
  expect(readFileSync(path)).toEqual(before);
  expect(readdirSync(folder).filter((name) => !name.startsWith("ledger.db"))).toEqual([]);
});

test("openToRead() refuses a ledger that a newer program wrote, and what is no ledger", () => {
  const database = new Sqlite(path);
  database.pragma("user_version = 999");
  database.close();
  expect(() => openToRead(path, folder)).toThrow(expect.objectContaining({ code: "schema-newer" }));
  expect(() => openToRead(import.meta.filename, folder)).toThrow(expect.objectContaining({ code: "storage-failed" }));
});
