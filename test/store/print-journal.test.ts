// The print journal over a real file: order per printer, what is done stays done, the drawer once per sale.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nextJob, type PrintEvent } from "../../agent/core/printing/job.ts";
import type { PrintJob } from "../../agent/ports/printing.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createDrawerJournal } from "../../agent/store/drawer-journal.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { documentAt, must } from "../support/ledger.ts";

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-journal-"));
  database = openDatabase(join(folder, "ledger.db"));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const SLIP = { form: "slip", marks: [], title: { ar: "ورقة", en: "Slip" }, rows: [] } as const;

/** A journal with so many documents in it. */
function journalOf(documents: number) {
  const ledger = createLedger(database);
  const ids = Array.from({ length: documents }, (_, n) => ledger.append("C1", (place) => documentAt(n + 1, place)).id);
  const journal = createPrintJournal(database);
  const play = (job: PrintJob, ...kinds: readonly ("starts" | "proven" | "unproven" | "found" | "stale")[]): PrintJob =>
    kinds.reduce((now, kind) => journal.mark(now, nextJob(now, eventOf(kind))), job);
  return { journal, ids, play, first: (printer = "main") => must(journal.next(printer)).job };
}

const eventOf = (kind: "starts" | "proven" | "unproven" | "found" | "stale"): PrintEvent =>
  kind === "unproven" ? { kind, canProve: false } : { kind };

describe("next()", () => {
  test("gives each printer its own papers, the oldest first", () => {
    const { journal, play, first } = journalOf(2);
    const order = journal.addSlip(SLIP, 5, "kitchen");
    expect(first("kitchen").id).toBe(order.id);
    const original = first();
    expect(original).toMatchObject({ copy: 0, starts: 0, printer: "main" });
    play(original, "starts", "proven");
    expect(first().id).toBeGreaterThan(original.id);
    expect(journal.next("bar")).toBeUndefined();
  });

  test("passes over what asks, until it is released", () => {
    const { journal, ids, play, first } = journalOf(2);
    const stale = play(first(), "stale");
    expect(first().id).not.toBe(stale.id);
    expect(journal.asking(must(ids[0]))?.id).toBe(stale.id);
    expect(journal.allAsking("main").map(({ id }) => id)).toEqual([stale.id]);
    journal.mark(stale, nextJob(stale, { kind: "released" }));
    expect(first().id).toBe(stale.id);
  });
});

test("a reopened journal tells what was under way, with how often it began", () => {
  const { play, first } = journalOf(1);
  const begun = play(first(), "starts");
  database.close();
  database = openDatabase(join(folder, "ledger.db"));
  const journal = createPrintJournal(database);
  expect(journal.underWay()).toEqual([begun]);
  expect(must(journal.find(begun.id))).toMatchObject({ state: "sending", starts: 1 });
});

describe("counts()", () => {
  test("tells the unconfirmed papers until a later copy is out", () => {
    const { journal, ids, play, first } = journalOf(1);
    play(first(), "starts", "found", "starts", "found");
    expect(journal.counts("main", 0)).toEqual({ pending: 0, asking: 0, unconfirmed: 1 });
    play(journal.addCopy(must(ids[0]), 9), "starts", "proven");
    expect(journal.counts("main", 0).unconfirmed).toBe(0);
  });

  test("tells since when the oldest waits, and how many ask", () => {
    const { journal, play, first } = journalOf(0);
    journal.addSlip(SLIP, 7, "kitchen");
    journal.addSlip(SLIP, 8, "kitchen");
    play(first("kitchen"), "stale");
    expect(journal.counts("kitchen", 0)).toEqual({ pending: 2, asking: 1, unconfirmed: 0, oldestAt: 7 });
  });
});

describe("hasProven()", () => {
  test("forgets a printer's answers after five papers without one", () => {
    const { journal, play, first } = journalOf(0);
    const print = (kind: "proven" | "unproven"): void => {
      journal.addSlip(SLIP, 0);
      play(first(), "starts", kind);
    };
    expect(journal.hasProven("main")).toBe(false);
    print("proven");
    for (let i = 0; i < 4; i++) print("unproven");
    expect(journal.hasProven("main")).toBe(true);
    print("unproven");
    expect(journal.hasProven("main")).toBe(false);
  });
});

test("what became of a paper is never changed, and no paper is removed", () => {
  const { journal, play, first } = journalOf(1);
  const done = play(first(), "starts", "proven");
  expect(() => journal.mark(done, { ...done, state: "queued" })).toThrow(/never changed/);
  expect(() => database.exec("DELETE FROM print_job")).toThrow(/keeps every paper/);
});

describe("the drawer", () => {
  test("is asked for with the paper, and once for a sale", () => {
    const { journal, ids, play, first } = journalOf(1);
    const drawers = createDrawerJournal(database);
    const begun = play(first(), "starts");
    journal.mark(begun, nextJob(begun, { kind: "proven" }), { at: 1, opens: "Mohammed" });
    const opening = must(drawers.next("main"));
    expect(opening).toMatchObject({ document: ids[0], actor: "Mohammed", state: "queued" });
    drawers.mark(opening.id, "sent", 2);
    const copy = play(journal.addCopy(must(ids[0]), 3), "starts");
    journal.mark(copy, nextJob(copy, { kind: "proven" }), { at: 4, opens: "Mohammed" });
    expect(drawers.next("main")).toBeUndefined();
  });

  test("is not opened after an unclean stop: neither what was under way nor what waited", () => {
    const { journal, play, first } = journalOf(1);
    const drawers = createDrawerJournal(database);
    drawers.add("main", "cashier", 0);
    const begun = play(first(), "starts");
    journal.mark(begun, nextJob(begun, { kind: "proven" }), { opens: "sale" });
    drawers.recover(5);
    expect(drawers.next("main")).toBeUndefined();
    const states = database.prepare("SELECT state FROM drawer_opening ORDER BY id").pluck().all();
    expect(states).toEqual(["unconfirmed", "failed"]);
  });
});
