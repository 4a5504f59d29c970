// The ledger on a real SQLite file: all or nothing, never changed, never out of order, never without a flush.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Fault } from "../../agent/core/errors.ts";
import { FIRST_PIH, parsePih } from "../../agent/core/ids.ts";
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import type { Ledger } from "../../agent/ports/ledger.ts";
import { assertFull, type Database, openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { lockLedger } from "../../agent/store/writer-lock.ts";
import { documentAt, must } from "../support/ledger.ts";

let folder: string;
let database: Database;
let ledger: Ledger;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-store-"));
  database = openDatabase(join(folder, "ledger.db"));
  ledger = createLedger(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const issue = (n: number, csid = "a") => ledger.append(csid, (place) => documentAt(n, place));
const count = (table: string): number =>
  must(database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()).n;

describe("append()", () => {
  test("numbers a chain from 1 and links each document to the one before", () => {
    const [first, second, third] = [issue(1), issue(2), issue(3)];
    expect([first.link.icv, second.link.icv, third.link.icv]).toEqual([1, 2, 3]);
    expect(first.link.pih).toBe(FIRST_PIH);
    expect(second.link.pih).toBe(first.hash);
    expect(third.link.pih).toBe(second.hash);
  });

  test("keeps a chain of its own per CSID", () => {
    issue(1, "a");
    expect(issue(2, "b").link).toMatchObject({ icv: 1, pih: FIRST_PIH });
    expect(ledger.chains()).toEqual(["a", "b"]);
  });

  test("queues report and paper with the document", () => {
    const { id } = issue(1);
    expect(
      createOutbox(database)
        .waiting(undefined, 9)
        .map((d) => d.id),
    ).toEqual([id]);
    expect(createPrintJournal(database).next("main")?.job).toMatchObject({ document: id, copy: 0, state: "queued" });
  });

  test("stores nothing and uses no number when the making fails", () => {
    const fail = () =>
      ledger.append("a", () => {
        throw new Error("no");
      });
    expect(fail).toThrow("no");
    expect([count("document"), count("outbox"), count("print_job")]).toEqual([0, 0, 0]);
    expect(issue(1).link.icv).toBe(1);
  });

  test("stores nothing when a document does not continue its chain", () => {
    issue(1);
    const wrongPih = () =>
      ledger.append("a", (place) => {
        const document = documentAt(2, place);
        return { ...document, link: { ...document.link, pih: must(parsePih(FIRST_PIH)) } };
      });
    const backInTime = () =>
      ledger.append("a", (place) => {
        const document = documentAt(2, place);
        return { ...document, link: { ...document.link, issuedAt: riyadhTime(0) } };
      });
    expect(wrongPih).toThrow("continue its chain");
    expect(backInTime).toThrow("continue its chain");
    expect(count("document")).toBe(1);
  });

  test("refuses a second document with the same reference or number", () => {
    issue(1);
    expect(() =>
      ledger.append("a", (place) => documentAt(2, place, { reference: documentAt(1, place).reference as never })),
    ).toThrow("UNIQUE");
    expect(count("document")).toBe(1);
  });

  test("commits with synchronous FULL, also after the first write and when opened again", () => {
    issue(1);
    assertFull(database);
    database.close();
    database = openDatabase(join(folder, "ledger.db"));
    ledger = createLedger(database);
    issue(2);
    assertFull(database);
    database.pragma("synchronous = NORMAL");
    expect(() => assertFull(database)).toThrow("FULL");
  });

  test.each([
    ["its hash", "UPDATE document SET hash = 'x' || substr(hash, 2) WHERE icv = 2"],
    ["its bytes", "UPDATE document SET packed = (SELECT packed FROM document WHERE icv = 1) WHERE icv = 2"],
    ["a gap behind it", "UPDATE document SET icv = 7 WHERE icv = 2"],
  ])("never continues a head that was changed, be it %s", (_what, sql) => {
    issue(1);
    issue(2);
    database.exec("DROP TRIGGER document_is_final");
    database.exec(sql);
    ledger = createLedger(database);
    expect(() => issue(3)).toThrow(expect.objectContaining({ code: "chain-broken" }));
    expect(count("document")).toBe(2);
  });

  test("issues nothing more after a document that failed its own check", () => {
    const fail = () =>
      ledger.append("a", () => {
        throw new Fault("self-check-failed", "no");
      });
    expect(fail).toThrow(expect.objectContaining({ code: "self-check-failed" }));
    expect(() => issue(1)).toThrow(expect.objectContaining({ code: "self-check-failed" }));
    expect(count("document")).toBe(0);
  });

  test("stops after a failing disk until the ledger is opened anew", () => {
    issue(1);
    database.pragma("max_page_count = 1");
    const pages = Number(database.pragma("page_count", { simple: true }));
    database.pragma(`max_page_count = ${pages}`);
    const big = () =>
      ledger.append("a", (place) => documentAt(2, place, { xml: randomBytes(750_000).toString("base64") }));
    expect(big).toThrow(expect.objectContaining({ code: "outcome-unknown" }));
    expect(() => issue(3)).toThrow(expect.objectContaining({ code: "storage-failed" }));
    database.close();
    database = openDatabase(join(folder, "ledger.db"));
    ledger = createLedger(database);
    expect(issue(2).link.icv).toBe(2);
  });
});

describe("the tables", () => {
  test.each([
    ["UPDATE document SET xml = 'x'", "never changed"],
    ["DELETE FROM document", "never removed"],
    ["DELETE FROM outbox", "keeps every document"],
    ["UPDATE attempt SET status = 1", "never changed"],
    ["DELETE FROM attempt", "never removed"],
    ["UPDATE activity SET result = 'x'", "never changed"],
    ["DELETE FROM activity", "never removed"],
  ])("refuse %s", (sql, message) => {
    const { id } = issue(1);
    database.prepare("INSERT INTO attempt (document, at, status, answer) VALUES (?, 0, 200, '{}')").run(id);
    expect(() => database.exec(sql)).toThrow(message);
  });

  test("never change a verdict of the gateway", () => {
    issue(1);
    database.exec("UPDATE outbox SET state = 'reported'");
    expect(() => database.exec("UPDATE outbox SET state = 'queued'")).toThrow("verdict");
  });
});

describe("openDatabase()", () => {
  test("refuses a ledger that a newer program wrote", () => {
    database.pragma("user_version = 999");
    database.close();
    expect(() => openDatabase(join(folder, "ledger.db"))).toThrow(expect.objectContaining({ code: "schema-newer" }));
    database = new Sqlite(":memory:");
  });
});

describe("lockLedger()", () => {
  test("lets one writer in, and the next when it has gone", () => {
    const lock = lockLedger(folder);
    expect(() => lockLedger(folder)).toThrow(expect.objectContaining({ code: "storage-locked" }));
    lock.release();
    lockLedger(folder).release();
  });
});
