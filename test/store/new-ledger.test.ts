// How a ledger comes to be: whole under its name, or not at all.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../agent/store/database.ts";
import { schemaOf } from "../../agent/store/schema.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-new-ledger-"));
  path = join(folder, "ledger.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ["no file", () => undefined],
  ["an empty file", () => writeFileSync(path, "")],
  [
    "half a ledger a power cut left beside it",
    () => writeFileSync(`${path}.new`, "SQLite format 3\0 and then nothing"),
  ],
])("with %s a whole ledger is made", (_what, before) => {
  before();
  const database = openDatabase(path);
  expect(schemaOf(database)).toBeGreaterThan(6);
  expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  database.close();
  expect(readdirSync(folder)).toEqual(["ledger.db"]);
});

test("a ledger that is gone while its log is there is no new shop: both languages say so and nothing is made", () => {
  const database = openDatabase(path);
  database.exec("INSERT INTO unit VALUES (1, '{}', 0)");
  renameSync(path, join(folder, "moved.db"));
  expect(existsSync(`${path}-wal`)).toBe(true);
  expect(() => openDatabase(path)).toThrow(/is gone and .*ledger\.db-wal is not[\s\S]*\p{Script=Arabic}/u);
  expect(existsSync(path)).toBe(false);
  database.close();
});
