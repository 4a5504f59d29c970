// Six years in one ledger: no query that the terminal asks walks over the documents, their reports or their papers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createActivityLog } from "../../agent/store/activity-log.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createDayRows } from "../../agent/store/day-report.ts";
import { createDocumentList } from "../../agent/store/document-list.ts";
import { searchIndexer } from "../../agent/store/document-search.ts";
import { createDrawerJournal } from "../../agent/store/drawer-journal.ts";
import { createHeldSales } from "../../agent/store/held-sales.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { createRemoteStore } from "../../agent/store/remote-store.ts";

let folder: string;
let database: Database;
let asked: Set<string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-plans-"));
  database = openDatabase(join(folder, "ledger.db"));
  asked = new Set();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** The same database, which notes every statement that is prepared. */
function noting(): Database {
  return new Proxy(database, {
    get: (target, member) => {
      if (member === "prepare") {
        return (sql: string) => {
          asked.add(sql);
          return target.prepare(sql);
        };
      }
      const value: unknown = Reflect.get(target, member);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Tables that grow with every sale. */
const GROWING =
  /^SCAN (?:d|o|n|f|p|c|r|document|outbox|attempt|print_job|activity|original|clearance|held_sale|remote_answer)\b/;
/** Found by the first or the last entry of an index, or by an index that has only the few rows meant. */
const isShort = (detail: string): boolean =>
  /USING (?:COVERING )?INDEX (?:print_job_open|outbox_waiting|outbox_rejected|held_sale_open|held_sale_refused|document_again)\b/.test(
    detail,
  );

const plan = (sql: string): readonly string[] =>
  database
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/[?]|@\w+/g, "1")}`)
    .all()
    .map(({ detail }) => detail);

/** From the newest row backwards, and one row is enough. */
const LAST = /^SELECT hash FROM activity ORDER BY id DESC LIMIT 1$/;

test("no statement of the terminal scans a table that grows with every sale", () => {
  const store = noting();
  createLedger(store);
  createOutbox(store);
  createHeldSales(store);
  createPrintJournal(store);
  createDrawerJournal(store);
  createDayRows(store);
  createActivityLog(store, Date.now);
  createRemoteStore(store);
  createDocumentList(store);
  searchIndexer(store);
  expect(asked.size).toBeGreaterThan(60);
  const scans = [...asked].flatMap((sql) =>
    plan(sql)
      .filter((detail) => GROWING.test(detail) && !isShort(detail) && !LAST.test(sql))
      .map((detail) => `${detail} ← ${sql.replaceAll(/\s+/g, " ")}`),
  );
  expect(scans).toEqual([]);
});
