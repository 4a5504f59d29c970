// VAT of a month: sales and credit notes apart, by category, nothing counted that is refused.
import { describe, expect, test } from "vitest";
import { closingOf } from "../../../agent/core/day-report/closing.ts";
import { closingText, monthText } from "../../../agent/core/day-report/closing-text.ts";
import { closingCsv, csv, dayCsv, monthCsv } from "../../../agent/core/day-report/csv.ts";
import { type DayRow, dayReport } from "../../../agent/core/day-report/day-report.ts";
import { isMonth, monthAfter, monthReport } from "../../../agent/core/day-report/month.ts";
import { monthPaper, periodPaper } from "../../../agent/core/day-report/paper.ts";
import type { VatBreakdown } from "../../../agent/core/invoice/totals.ts";
import type { SlipModel } from "../../../agent/core/receipt/model.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";

const AT = Date.parse("2026-11-21T14:05:00+03:00");
const S: VatBreakdown = { category: "S", rate: "15", taxable: "100.00", vat: "15.00" };
const Z: VatBreakdown = { category: "Z", rate: "0", taxable: "115.00", vat: "0.00", exemption: "VATEX-SA-35" };

const row = (changes: Partial<DayRow> = {}, breakdown = S, currency = "SAR"): DayRow => ({
  irn: "INV-1",
  type: "invoice",
  profile: "simplified",
  state: "reported",
  issuedAt: AT,
  totals: {
    net: breakdown.taxable,
    vat: breakdown.vat,
    gross: "115.00",
    payable: "115.00",
    prepaid: "0.00",
    rounding: "0.00",
    currency,
    vatInSar: currency === "SAR" ? breakdown.vat : "56.25",
    paid: "115.00",
    change: "0.00",
    vatBreakdown: [breakdown],
  },
  payments: [{ means: "cash", amount: "115.00" }],
  cashier: "=cmd|' /C calc'!A0",
  ...changes,
});

const ROWS = [
  row(),
  row({ profile: "standard", state: "cleared" }),
  row({ type: "credit-note" }),
  row({}, Z),
  row({}, S, "USD"),
  row({ state: "rejected" }),
  row({ state: "awaiting-clearance", profile: "standard" }),
];
const REPORT = monthReport("2026-11", ROWS);
const CLOSING = closingOf(
  {
    number: 7,
    since: AT - 86_400_000,
    openFrom: 1,
    drawer: { sales: 1, asked: 2, failed: 3 },
    rows: ROWS.map((one, n) => ({ ...one, id: n + 1, icv: n + 1, csid: n < 3 ? "b" : "a", generation: 1 })),
  },
  AT + 1000,
);
const SETTING = {
  seller: { ar: "متجر", en: "Shop" },
  vatNumber: "399999999900003",
  unit: "TEST-1",
  printed: "2026-12-01 00:00:10",
  words: RECEIPT_TEXTS,
  marks: ["test"],
} as const;

const amounts = ({ rows }: SlipModel): readonly string[] =>
  rows.flatMap((one) => (one.kind === "amount" ? [`${one.label.en} ${one.amount}`] : []));

describe("monthReport()", () => {
  test("adds by category, sales and credit notes apart, and says what it leaves out", () => {
    expect(REPORT).toMatchObject({
      documents: { counted: 5, rejected: 1, awaiting: 1 },
      sales: { documents: 3, net: "315.00", vat: "30.00", gross: "345.00" },
      credits: { documents: 1, net: "100.00", vat: "15.00", gross: "115.00" },
      totals: { net: "215.00", vat: "15.00", gross: "230.00" },
      vatInSar: "71.25",
    });
    expect(REPORT.vat).toEqual([
      {
        category: "S",
        rate: "15",
        taxable: "100.00",
        vat: "15.00",
        sales: { taxable: "200.00", vat: "30.00" },
        credits: { taxable: "100.00", vat: "15.00" },
      },
      expect.objectContaining({ category: "Z", exemption: "VATEX-SA-35", taxable: "115.00", vat: "0.00" }),
    ]);
    expect(REPORT.kinds.map(({ profile, type, count }) => `${profile} ${type} ${count}`)).toEqual([
      "simplified invoice 2",
      "simplified credit-note 1",
      "standard invoice 1",
    ]);
    expect(REPORT.otherCurrencies).toMatchObject([{ currency: "USD", documents: 1, vatInSar: "56.25" }]);
  });

  test("is empty and in order for a month without sales", () => {
    expect(monthReport("2026-11", [])).toMatchObject({ totals: { net: "0.00" }, vatInSar: "0.00", vat: [] });
  });
});

test("months follow each other, and only months of the calendar are months", () => {
  expect(["2026-11", "2026-12"].map(monthAfter)).toEqual(["2026-12", "2027-01"]);
  expect(["2026-11", "2026-13", "2026-00", "26-11", "2026-11-01"].map(isMonth)).toEqual([
    true,
    ...Array(4).fill(false),
  ]);
});

test("monthPaper() carries every figure of the month, and its marks", () => {
  const slip = monthPaper(REPORT, SETTING);
  expect(slip.marks).toEqual(["test"]);
  expect(amounts(slip)).toEqual(
    expect.arrayContaining([
      "Sales 200.00",
      "VAT on credit notes 15.00",
      "Net VAT 15.00",
      "Total incl. VAT 230.00",
      "All VAT in SAR 71.25",
      "Rejected by the authority 1",
      "Awaiting clearance 1",
    ]),
  );
});

describe("periodPaper()", () => {
  test("says its number and everything a drawer is counted by", () => {
    const slip = periodPaper(CLOSING.report, { number: 7, by: "user noor" }, SETTING);
    expect(slip.title).toEqual({ ar: "تقرير الإقفال Z رقم 7", en: "Z report no. 7" });
    expect(amounts(slip)).toEqual(
      expect.arrayContaining(["Cash expected 345.00", "Opened by hand 2", "Did not open 3", "Rejected 1"]),
    );
    const facts = slip.rows.flatMap((one) => (one.kind === "facts" ? one.facts.map(({ value }) => value) : []));
    expect(facts).toEqual(
      expect.arrayContaining(["2026-11-20 14:05:00", "2026-11-21 14:05:01", "user noor", "INV-1 (1)", "INV-1 (6)"]),
    );
  });

  test("is a look without a number", () => {
    expect(periodPaper(CLOSING.report, undefined, SETTING).title.en).toContain("nothing is closed");
  });
});

test("closingOf() leaves what is not cleared to a later closing, and takes chains in their order", () => {
  expect([CLOSING.openFrom, CLOSING.members.map(({ document }) => document)]).toEqual([7, [1, 2, 3, 4, 5, 6]]);
  expect(CLOSING.report.ranges.map(({ first, last }) => [first.icv, last.icv])).toEqual([
    [1, 3],
    [4, 6],
  ]);
  expect(CLOSING.report.otherCurrencies).toMatchObject([{ currency: "USD", documents: 1 }]);
});

test("texts hold on lines a slip can hold", () => {
  for (const text of [closingText(CLOSING.report, 7), closingText(CLOSING.report), monthText(REPORT)]) {
    expect(text).toContain("215.00".slice(1));
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(42);
  }
});

describe("csv()", () => {
  test("quotes what a spreadsheet would split, and disarms what it would reckon", () => {
    expect(csv([["a,b", 'say "so"', "=1+1", "-5.00", "-x", "@x"]])).toBe(
      '\uFEFF"a,b","say ""so""",\'=1+1,-5.00,\'-x,\'@x\r\n',
    );
  });

  test("holds each report whole", () => {
    const tables = [monthCsv(REPORT), closingCsv(CLOSING.report, 7), dayCsv(dayReport("2026-11-21", ROWS, AT))];
    for (const table of tables) expect(table).toContain("S,15,,");
    expect(tables[0]).toContain("vat,15.00\r\n");
    expect(tables[1]).toContain("cash expected,345.00\r\n");
    expect(tables[1]).toContain("'=cmd|");
  });
});
