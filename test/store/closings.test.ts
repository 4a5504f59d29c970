// Closings over a real file: each sale in exactly one, numbers without a gap, all or nothing, never changed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ClosingReport, closingOf } from "../../agent/core/day-report/closing.ts";
import { monthAfter, monthReport } from "../../agent/core/day-report/month.ts";
import { Fault } from "../../agent/core/errors.ts";
import type { DocumentType, Profile } from "../../agent/core/invoice/draft.ts";
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import type { Closings } from "../../agent/ports/closings.ts";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import { createActivityLog } from "../../agent/store/activity-log.ts";
import { createClosings } from "../../agent/store/closings.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createDayRows } from "../../agent/store/day-report.ts";
import { createDrawerJournal } from "../../agent/store/drawer-journal.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { documentAt, must } from "../support/ledger.ts";

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-closings-"));
  database = openDatabase(join(folder, "ledger.db"));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const START = Date.parse("2026-10-31T20:00:00+03:00");
const SLIP = { form: "slip", marks: [], title: { ar: "إقفال", en: "Z" }, rows: [] } as const;
const text = (halalas: bigint): string => {
  const digits = String(halalas < 0n ? -halalas : halalas).padStart(3, "0");
  return `${halalas < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const number = (amount: string): bigint => BigInt(amount.replace(".", ""));

interface Sale {
  readonly profile: Profile;
  readonly type: DocumentType;
  readonly net: number;
  readonly vat: number;
  readonly means: "cash" | "card";
  readonly cashier: string;
}

const SALE: Sale = { profile: "simplified", type: "invoice", net: 10_000, vat: 1_500, means: "cash", cashier: "Sara" };

/** A shop over the file: sells, hears verdicts, makes rejected documents again, closes. */
function openShop() {
  const ledger = createLedger(database);
  const outbox = createOutbox(database);
  const closings = createClosings(database);
  const drawers = createDrawerJournal(database);
  const sold: { document: StoredDocument; sale: Sale }[] = [];
  let now = START;
  const add = (sale: Sale, again?: StoredDocument): StoredDocument => {
    const n = sold.length + 1;
    const [net, vat, gross] = [text(BigInt(sale.net)), text(BigInt(sale.vat)), text(BigInt(sale.net + sale.vat))];
    const document = ledger.append("C1", (place) => {
      const base = documentAt(n, place);
      const fresh = { ...base.link, issuedAt: riyadhTime(now) };
      return {
        ...base,
        link: again === undefined ? fresh : { ...fresh, irn: again.link.irn, issuedAt: again.link.issuedAt },
        generation: (again?.generation ?? 0) + 1,
        ...(again?.reference === undefined ? {} : { reference: again.reference }),
        profile: sale.profile,
        type: sale.type,
        sale: JSON.stringify({ payments: [{ means: sale.means, amount: gross }], cashier: sale.cashier }),
        totals: {
          ...base.totals,
          ...{ net, vat, gross, payable: gross, paid: gross, vatInSar: vat },
          vatBreakdown: [{ category: "S", rate: "15", taxable: net, vat }],
        },
      };
    });
    sold.push({ document, sale });
    return document;
  };
  return {
    ...{ ledger, closings, drawers, sold, add },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    now: () => now,
    settle: (document: StoredDocument, isGood: boolean) => {
      const good = document.profile === "simplified" ? "reported" : "cleared";
      outbox.settle({
        document: document.id,
        at: now,
        answer: { kind: "unreachable", because: "made up", status: 0, body: "" },
        next: { state: isGood ? good : "rejected" },
      });
    },
    state: (document: StoredDocument) => must(ledger.findById(document.id)).state,
    close: (reference: string) => close(closings, reference, now),
    look: () => closings.look((period) => closingOf(period, now).report),
  };
}
type Shop = ReturnType<typeof openShop>;

const close = (closings: Closings, reference: string, now: number) =>
  closings.close((period) => ({ ...closingOf(period, now), reference, actor: "user noor", slip: SLIP }));

const membersOf = () =>
  database.prepare<[], { document: number; closing: number; counted: number }>("SELECT * FROM closing_document").all();

describe("close()", () => {
  test("takes everything since the closing before, over midnight and days, each sale once", () => {
    const shop = openShop();
    shop.add(SALE);
    shop.pass(4 * 3_600_000);
    const night = shop.add(SALE);
    const first = shop.close("a");
    const second = shop.close("b");
    shop.pass(3 * 86_400_000);
    shop.add(SALE);
    const third = shop.close("c");
    expect([first.number, second.number, third.number]).toEqual([1, 2, 3]);
    expect([first, second, third].map(({ report }) => report.totals.gross)).toEqual(["230.00", "0.00", "115.00"]);
    expect(first.report.ranges).toMatchObject([{ first: { icv: 1 }, last: { icv: 2, irn: night.link.irn } }]);
    expect([first.report.from, third.report.from]).toEqual([undefined, second.report.to]);
    expect(shop.look().documents.counted).toBe(0);
  });

  test("leaves a standard document to the closing behind its clearance, and counts a refused one nowhere", () => {
    const shop = openShop();
    const [waits, refused] = [shop.add({ ...SALE, profile: "standard" }), shop.add({ ...SALE, profile: "standard" })];
    shop.add(SALE);
    shop.settle(refused, false);
    expect(shop.close("a").report).toMatchObject({
      documents: { counted: 1, awaiting: 1, refused: 1 },
      totals: { gross: "115.00" },
    });
    shop.settle(waits, true);
    expect(shop.close("b").report).toMatchObject({
      documents: { counted: 1, awaiting: 0 },
      totals: { gross: "115.00" },
    });
    expect(membersOf()).toHaveLength(3);
  });

  test("counts a receipt when it is sold, and not again when it is made again", () => {
    const shop = openShop();
    const receipt = shop.add(SALE);
    shop.settle(receipt, false);
    expect(shop.close("a").report).toMatchObject({ totals: { gross: "115.00" }, reporting: { rejected: 1 } });
    shop.add(SALE, receipt);
    expect(shop.close("b").report).toMatchObject({
      totals: { gross: "0.00" },
      documents: { counted: 0, madeAgain: 1 },
    });
  });

  test("keeps credit notes apart, and tells cash, cashiers and the drawer", () => {
    const shop = openShop();
    shop.add(SALE);
    shop.add({ ...SALE, type: "credit-note", net: 4_000, vat: 600, cashier: "Noor" });
    shop.drawers.mark(shop.drawers.add("main", "user noor", START).id, "sent", START);
    shop.drawers.mark(shop.drawers.add("main", "user noor", START).id, "failed", START);
    const { report } = shop.close("a");
    expect(report).toMatchObject({
      sales: { documents: 1, gross: "115.00" },
      credits: { documents: 1, gross: "46.00" },
      totals: { gross: "69.00" },
      cash: { received: "115.00", refunded: "46.00", expected: "69.00" },
      drawer: { sales: 0, asked: 1, failed: 1 },
      cashiers: [
        { cashier: "Noor", refunds: "46.00", cash: "-46.00" },
        { cashier: "Sara", sales: "115.00", cash: "115.00" },
      ],
    });
    expect(shop.close("b").report.drawer).toEqual({ sales: 0, asked: 0, failed: 0 });
  });

  test("brings paper and a row of the activity log with it, all or nothing", () => {
    const shop = openShop();
    shop.add(SALE);
    const journal = createPrintJournal(database);
    const activity = createActivityLog(database, () => START);
    const papers = () => journal.counts("main", 0).pending;
    const [before, rows] = [papers(), activity.list(undefined, 99).length];
    const failing = () =>
      shop.closings.close((period) => {
        for (const _ of period.rows) break;
        throw new Error("in the act");
      });
    expect(failing).toThrow("in the act");
    expect([papers(), activity.list(undefined, 99).length, shop.closings.list(undefined, 9)]).toEqual([
      before,
      rows,
      [],
    ]);
    const { hash } = shop.close("a");
    expect(papers()).toBe(before + 1);
    expect(activity.list(undefined, 1)).toMatchObject([
      { actor: "user noor", action: "close", subject: "Z 1", result: `sha256 ${hash}` },
    ]);
  });

  test("is believed after the file is opened anew, under the same reference", () => {
    const shop = openShop();
    shop.add(SALE);
    const made = shop.close("a");
    database.close();
    database = openDatabase(join(folder, "ledger.db"));
    const closings = createClosings(database);
    expect(closings.findByReference("a")).toEqual(made);
    expect(() => close(closings, "a", START)).toThrow(Fault);
    expect(close(closings, "b", START).number).toBe(2);
  });

  test("is not dated before what it covers", () => {
    const shop = openShop();
    shop.add(SALE);
    expect(close(shop.closings, "a", START - 86_400_000).at).toBe(START);
    expect(close(shop.closings, "b", START - 86_400_000).at).toBe(START);
  });

  test("is refused while the disk is in doubt", () => {
    const doubtful = createClosings(database, () => new Fault("outcome-unknown", "a flush failed"));
    expect(() => close(doubtful, "a", START)).toThrow("a flush failed");
    expect(doubtful.list(undefined, 9)).toEqual([]);
  });
});

describe("addCopy()", () => {
  test("asks for copies one behind the other, and for none of a closing that is none", () => {
    const shop = openShop();
    shop.close("a");
    expect(shop.closings.addCopy(1, START)).toMatchObject({ closing: 1, copy: 1, state: "queued" });
    expect(shop.closings.addCopy(1, START)).toMatchObject({ closing: 1, copy: 2 });
    expect(shop.closings.addCopy(2, START)).toBeUndefined();
    expect(createPrintJournal(database).next("main")).toMatchObject({ job: { closing: 1, copy: 0 }, slip: SLIP });
  });
});

test.each([
  "UPDATE closing SET actor = 'x'",
  "DELETE FROM closing",
  "UPDATE closing_document SET counted = 0",
  "DELETE FROM closing_document",
  "INSERT INTO closing_document (document, closing, counted) VALUES (2, 1, 1)",
  `INSERT INTO closing SELECT 5, 'x', at, actor, open_from, drawer_through, report, slip, hash FROM closing LIMIT 1`,
  `INSERT INTO closing SELECT 3, 'x', at - 1, actor, open_from, drawer_through, report, slip, hash FROM closing LIMIT 1`,
])("the file refuses %s", (statement) => {
  const shop = openShop();
  shop.add(SALE);
  shop.close("a");
  shop.close("b");
  shop.add(SALE);
  expect(() => database.exec(statement)).toThrow(Sqlite.SqliteError);
});

/** What a shop does, in any order. */
const STEP = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("sell" as const),
      profile: fc.constantFrom<Profile>("simplified", "simplified", "standard"),
      type: fc.constantFrom<DocumentType>("invoice", "invoice", "credit-note", "debit-note", "prepayment"),
      net: fc.nat(9_999_999),
      vat: fc.nat(1_499_999),
      means: fc.constantFrom("cash", "card"),
      cashier: fc.constantFrom("Sara", "Noor", ""),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("hear" as const), which: fc.nat(50), isGood: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("again" as const), which: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("close" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drawer" as const) }) },
);
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

function act(shop: Shop, step: Step, n: number): ClosingReport | undefined {
  const documents = shop.sold.map(({ document }) => document);
  switch (step.do) {
    case "sell":
      shop.add(step as Sale);
      return undefined;
    case "hear": {
      const waiting = documents.filter((one) => ["queued", "awaiting-clearance"].includes(shop.state(one)));
      const one = waiting[step.which % Math.max(1, waiting.length)];
      if (one !== undefined) shop.settle(one, step.isGood);
      return undefined;
    }
    case "again": {
      const rejected = shop.sold.filter(({ document }) => {
        const live = must(shop.ledger.findByIrn(document.link.irn));
        return live.id === document.id && live.state === "rejected";
      });
      const one = rejected[step.which % Math.max(1, rejected.length)];
      if (one !== undefined) shop.add(one.sale, one.document);
      return undefined;
    }
    case "close":
      return shop.close(`z/${n}`).report;
    case "wait":
      return void shop.pass(step.hours * 3_600_000);
    case "drawer":
      return void shop.drawers.mark(shop.drawers.add("main", "noor", shop.now()).id, "sent", shop.now());
  }
}

interface Sums {
  gross: bigint;
  vat: bigint;
  cash: bigint;
  documents: number;
}
const NOTHING: Sums = { gross: 0n, vat: 0n, cash: 0n, documents: 0 };
const joined = (a: Sums, b: Sums): Sums => ({
  gross: a.gross + b.gross,
  vat: a.vat + b.vat,
  cash: a.cash + b.cash,
  documents: a.documents + b.documents,
});

const sumsIn = (report: ClosingReport): Sums => ({
  gross: number(report.totals.gross),
  vat: report.vat.reduce((all, row) => all + number(row.vat), 0n),
  cash: number(report.cash.expected),
  documents: report.documents.counted,
});

function sumsOf(sales: readonly Sale[]): Sums {
  return sales.reduce((all, { type, net, vat, means }) => {
    const sign = type === "credit-note" ? -1n : 1n;
    const gross = sign * BigInt(net + vat);
    const own = { gross, vat: sign * BigInt(vat), cash: means === "cash" ? gross : 0n, documents: 1 };
    return joined(all, own);
  }, NOTHING);
}

/** What was sold: a receipt when it was issued, a standard document once it was cleared. */
const countedIn = (shop: Shop): readonly Sale[] =>
  shop.sold
    .filter(({ document, sale }) =>
      sale.profile === "simplified" ? document.generation === 1 : shop.state(document) === "cleared",
    )
    .map(({ sale }) => sale);

describe("whatever a shop does", () => {
  test("all closings and what is open add up to all sales, each in exactly one, and months to their documents", () => {
    fc.assert(
      fc.property(fc.array(STEP, { minLength: 5, maxLength: 40 }), (steps) => {
        database.close();
        rmSync(folder, { recursive: true });
        folder = mkdtempSync(join(tmpdir(), "khatm-closings-"));
        database = openDatabase(join(folder, "ledger.db"));
        const shop = openShop();
        const closed = steps.map((step, n) => act(shop, step, n)).filter((report) => report !== undefined);
        const open = shop.look();

        const all = [...closed, open].map(sumsIn).reduce(joined, NOTHING);
        expect(all).toEqual(sumsOf(countedIn(shop)));
        expect(shop.closings.list(undefined, 99).map((one) => one.number)).toEqual(
          closed.map((_, n) => closed.length - n),
        );
        const openings = steps.filter((step) => step.do === "drawer").length;
        expect([...closed, open].reduce((sum, { drawer }) => sum + drawer.asked, 0)).toBe(openings);
        everyDocumentOnce(shop, open);
        for (const month of ["2026-10", "2026-11", "2026-12"]) monthHolds(shop, month);
      }),
      { numRuns: 25 },
    );
  });
});

function everyDocumentOnce(shop: Shop, open: ClosingReport): void {
  const taken = membersOf().map(({ document }) => document);
  expect(new Set(taken).size).toBe(taken.length);
  const { counted, awaiting, refused, madeAgain } = open.documents;
  expect(taken.length + counted + awaiting + refused + madeAgain).toBe(shop.sold.length);
}

function monthHolds(shop: Shop, month: string): void {
  const report = monthReport(month, createDayRows(database).between(`${month}-01`, `${monthAfter(month)}-01`));
  const live = shop.sold.filter(({ document }) => {
    const last = must(shop.ledger.findByIrn(document.link.irn));
    const stands = last.id === document.id && ["queued", "reported", "cleared"].includes(last.state);
    return stands && document.link.issuedAt.date.startsWith(month);
  });
  const { gross, vat, documents } = sumsOf(live.map(({ sale }) => sale));
  expect([number(report.totals.gross), number(report.vatInSar), report.documents.counted]).toEqual([
    gross,
    vat,
    documents,
  ]);
  expect(number(report.sales.gross) - number(report.credits.gross)).toBe(gross);
  expect(report.vat.reduce((all, row) => all + number(row.sales.vat) - number(row.credits.vat), 0n)).toBe(vat);
}
