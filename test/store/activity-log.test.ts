// The activity log on a real file: a row with every document, and an audit that names the row somebody touched.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ActivityLog } from "../../agent/ports/people.ts";
import { createActivityLog } from "../../agent/store/activity-log.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { auditActivities } from "../../agent/work/audit-ledger.ts";
import { documentAt } from "../support/ledger.ts";

let folder: string;
let database: Database;
let log: ActivityLog;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-activity-"));
  database = openDatabase(join(folder, "ledger.db"));
  log = createActivityLog(database, () => 1);
  for (const subject of ["one", "two", "three"]) log.add({ actor: "Sara", action: "audit", subject, result: "done" });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** What a person with the database's password could do: the triggers go first. */
function tamper(sql: string): void {
  database.exec("DROP TRIGGER activity_is_final; DROP TRIGGER activity_stays; DROP TRIGGER activity_is_chained");
  database.exec(sql);
}

test("a document and who asked for it are one commit", () => {
  const ledger = createLedger(database);
  ledger.append("a", (place) => ({ ...documentAt(1, place), actor: "till-1" }));
  expect(log.list(undefined, 1)).toMatchObject([{ actor: "till-1", action: "issue invoice", result: "stamped" }]);
  const failing = (): never => {
    throw new Error("refused");
  };
  expect(() => ledger.append("a", failing)).toThrow("refused");
  expect(log.list(undefined, 10)).toHaveLength(4);
  expect(auditActivities(log)).toMatchObject({ id: 4 });
});

test("the log is never changed, shortened or continued without its link", () => {
  expect(() => database.exec("UPDATE activity SET actor = 'nobody'")).toThrow("never changed");
  expect(() => database.exec("DELETE FROM activity")).toThrow("never removed");
  expect(() =>
    database.exec("INSERT INTO activity (at, actor, action, subject, result) VALUES (1, 'a', 'b', 'c', 'd')"),
  ).toThrow("without its link");
});

test.each([
  ["a changed word", "UPDATE activity SET actor = 'nobody' WHERE id = 2", 2],
  ["a changed time", "UPDATE activity SET at = 0 WHERE id = 1", 1],
  ["a missing row", "DELETE FROM activity WHERE id = 2", 3],
  [
    "a row put in",
    `INSERT INTO activity SELECT 9, at, actor, action, subject, result, hash FROM activity WHERE id = 1`,
    9,
  ],
  ["links taken off", "UPDATE activity SET hash = NULL WHERE id > 1", 2],
])("auditActivities() names the row behind %s", (_, sql, id) => {
  tamper(sql);
  expect(auditActivities(log)).toMatchObject({ id, message: { en: expect.stringContaining(`row ${id} `) } });
});

test("auditActivities() takes rows from before there was a chain as a beginning", () => {
  tamper("UPDATE activity SET hash = NULL WHERE id = 1; DELETE FROM activity WHERE id > 1");
  log.add({ actor: "Sara", action: "audit", subject: "first of the chain", result: "done" });
  expect(auditActivities(log)).toMatchObject({ id: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
