// Room for six years: rows packed with dictionaries, counts that are kept, and a list that finds the same by every way.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseIrn, parseReference } from "../../agent/core/ids.ts";
import type { DocumentFilter, Ledger, StoredDocument } from "../../agent/ports/ledger.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { searchIndexer } from "../../agent/store/document-search.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { atOnce, type Writes } from "../../agent/store/writes.ts";
import { documentAt, must } from "../support/ledger.ts";

let folder: string;
let database: Database;
let ledger: Ledger;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-room-"));
  database = openDatabase(join(folder, "ledger.db"));
  ledger = createLedger(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const issue = (n: number, changes: Parameters<typeof documentAt>[2] = {}, csid = "a") =>
  ledger.append(csid, (place) => documentAt(n, place, changes));

describe("packed rows", () => {
  test("the first dictionary is the one that was released", () => {
    const bytes = database.prepare<[], Buffer>("SELECT bytes FROM dictionary WHERE id = 1").pluck().get();
    expect(createHash("sha256").update(must(bytes)).digest("hex")).toBe(
      "2f70ae64aaaabe7d6f80f2af3773d66e45eeda022d8c77e16c7fcd2146b433f8",
    );
  });

  test.each(["UPDATE dictionary SET bytes = x'00'", "DELETE FROM dictionary"])("refuse %s", (sql) => {
    expect(() => database.exec(sql)).toThrow("a dictionary is never");
  });

  test("a chain's first document teaches the others, and all read as they were written", () => {
    const xml = (n: number): string =>
      `<n>${n}</n><c>${"MIIB".repeat(300)}${createHash("sha256").update("x").digest("hex")}</c>`;
    const written = [1, 2, 3].map((n) => issue(n, { xml: xml(n) }));
    expect(ledger.chain("a", 0, 9).map((d) => d.xml)).toEqual([1, 2, 3].map(xml));
    expect(ledger.chain("a", 0, 9)).toEqual(written.map((d) => ({ ...d, state: "queued", printed: "queued" })));
    const sizes = database.prepare<[], number>("SELECT length(packed) FROM document ORDER BY id").pluck().all();
    expect(sizes[1]).toBeLessThan((sizes[0] ?? 0) / 2);
  });

  test("a row from before, whose texts stand plain, reads as ever", () => {
    const { id } = issue(1);
    database.exec("DROP TRIGGER document_is_final");
    const plain = { xml: "<n>old</n>", sale: '{"a":1}', qr: "QR" };
    database
      .prepare(
        "UPDATE document SET xml = @xml, sale = @sale, qr = @qr, dictionary = NULL, packed = NULL WHERE id = @id",
      )
      .run({ ...plain, id });
    expect(ledger.findById(id)).toMatchObject(plain);
  });

  test("an answer of the gateway is kept packed and reads as it was", () => {
    const outbox = createOutbox(database);
    const answer = { kind: "accepted", duplicate: false, warnings: [], status: 200, body: "{}" } as const;
    for (const n of [1, 2]) outbox.settle({ document: issue(n).id, at: 1, answer, next: { state: "reported" } });
    expect(outbox.attempts(2)).toEqual([{ at: 1, status: 200, answer }]);
    expect(ledger.stateCounts()).toEqual({ reported: 2 });
  });
});

describe("list()", () => {
  const STATES = ["queued", "reported", "rejected"] as const;

  const kindOf = (n: number) =>
    ({ type: n % 7 === 0 ? "credit-note" : "invoice", profile: n % 5 === 0 ? "standard" : "simplified" }) as const;

  /** Sixty documents over ten days, some refused and made again under their number. */
  function shop(): readonly StoredDocument[] {
    const outbox = createOutbox(database);
    const answer = { kind: "hiccup", status: 400, body: "" } as const;
    for (let n = 1; n <= 60; n++) {
      const document = issue(n * 15_000, kindOf(n));
      const state = must(STATES[n % 3]);
      if (state !== "queued") outbox.settle({ document: document.id, at: 1, answer, next: { state } });
      if (state === "rejected" && n <= 40) issueAgain(n, document);
    }
    return [...ledger.chain("a", 0, 500)].reverse();
  }

  function issueAgain(n: number, { link }: StoredDocument): void {
    const [irn, reference] = [must(parseIrn(link.irn)), must(parseReference(`again/${n}`))];
    ledger.append("a", (place) => {
      const made = documentAt(n + 1_000_000, place, { generation: 2, reference });
      return { ...made, link: { ...made.link, irn, issuedAt: link.issuedAt } };
    });
  }

  const FILTERS: readonly Partial<DocumentFilter>[] = [
    {},
    ...STATES.map((state) => ({ state })),
    { type: "credit-note" },
    { profile: "standard" },
    { profile: "simplified", state: "rejected" },
    { state: "cleared" },
    { type: "invoice", profile: "standard", state: "reported" },
    { from: "2026-11-22" },
    { to: "2026-11-23" },
    { from: "2026-11-22", to: "2026-11-24", state: "queued" },
    { from: "2030-01-01" },
    { search: "T-3" },
    { search: "till/45" },
    { search: "again" },
    { search: "9" },
    { search: "no such" },
    { search: "00", type: "credit-note", to: "2026-11-27" },
    { search: "000", before: 40 },
    { before: 30, state: "reported" },
  ];

  const fits = (d: StoredDocument, f: Partial<DocumentFilter>): boolean =>
    (f.state === undefined || d.state === f.state) &&
    (f.type === undefined || d.type === f.type) &&
    (f.profile === undefined || d.profile === f.profile) &&
    (f.search === undefined || d.link.irn.includes(f.search) || (d.reference ?? "").includes(f.search)) &&
    (f.from === undefined || d.link.issuedAt.date >= f.from) &&
    (f.to === undefined || d.link.issuedAt.date <= f.to) &&
    (f.before === undefined || d.id < f.before);

  test("finds by every way what a look at each document finds, before and after the search index is filled", () => {
    const all = shop();
    const fill = searchIndexer(database);
    for (const turn of ["empty", "filled"]) {
      for (const filter of FILTERS) {
        const expected = all.filter((d) => fits(d, filter)).map((d) => d.id);
        const found = (limit: number) => ledger.list({ ...filter, limit }).map((d) => d.id);
        expect(found(500), `${turn} ${JSON.stringify(filter)}`).toEqual(expected);
        expect(found(3), `${turn} ${JSON.stringify(filter)}`).toEqual(expected.slice(0, 3));
      }
      if (turn === "empty") expect([fill(), fill()]).toEqual([true, false]);
    }
  });

  test("begins no write at rest when nothing is new", () => {
    shop();
    let writes = 0;
    const counted: Writes = {
      ...atOnce,
      write: (work) => {
        writes += 1;
        return work();
      },
    };
    const fill = searchIndexer(database, counted);
    expect([fill(), fill(), fill(), writes]).toEqual([true, false, false, 1]);
  });
});
