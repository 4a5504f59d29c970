// The daily closing: exact sums, credit notes taken off, nothing counted that is no tax document.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DayRow, dayReport } from "../../../agent/core/day-report/day-report.ts";
import { dayReportText } from "../../../agent/core/day-report/text.ts";

const AT = Date.parse("2026-11-21T14:05:00+03:00");
const NOW = AT + 3_600_000;

const money = (hundredths: number): string => (hundredths / 100).toFixed(2);

/** A receipt over so many halalas of net and VAT, paid in cash. */
function row(changes: Partial<DayRow> = {}, net = 10_000, vat = 1_500): DayRow {
  return {
    irn: "INV-1",
    type: "invoice",
    profile: "simplified",
    state: "reported",
    issuedAt: AT,
    settledAt: AT + 1000,
    totals: {
      net: money(net),
      vat: money(vat),
      gross: money(net + vat),
      payable: money(net + vat),
      prepaid: "0.00",
      rounding: "0.00",
      currency: "SAR",
      vatInSar: money(vat),
      paid: money(net + vat),
      change: "0.00",
      vatBreakdown: [{ category: "S", rate: "15", taxable: money(net), vat: money(vat) }],
    },
    payments: [{ means: "cash", amount: money(net + vat) }],
    ...changes,
  };
}

describe("dayReport()", () => {
  test("is empty and in order for a day without sales", () => {
    const report = dayReport("2026-11-21", [], NOW);
    expect(report.totals).toMatchObject({ net: "0.00", vat: "0.00", gross: "0.00", payable: "0.00" });
    expect([report.documents.counted, report.late.count, report.vat, report.first]).toEqual([0, 0, [], undefined]);
  });

  test("takes credit notes off totals, VAT and payments", () => {
    const report = dayReport("2026-11-21", [row(), row({ irn: "CN-1", type: "credit-note" }, 4_000, 600)], NOW);
    expect(report.totals).toMatchObject({ net: "60.00", vat: "9.00", gross: "69.00" });
    expect(report.vat).toMatchObject([{ category: "S", rate: "15", taxable: "60.00", vat: "9.00" }]);
    expect(report.payments).toEqual([{ means: "cash", received: "115.00", refunded: "46.00", net: "69.00" }]);
    expect(report.documents.byType).toEqual({ invoice: 1, "credit-note": 1, "debit-note": 0, prepayment: 0 });
    expect([report.first, report.last]).toEqual(["INV-1", "CN-1"]);
  });

  test("gives change back out of the cash, also where all was paid by card and cash", () => {
    const own = row();
    const report = dayReport(
      "2026-11-21",
      [
        {
          ...own,
          totals: { ...own.totals, change: "5.00" },
          payments: [
            { means: "card", amount: "60.00" },
            { means: "cash", amount: "60.00" },
          ],
        },
      ],
      NOW,
    );
    expect(report.payments.map(({ means, net }) => [means, net])).toEqual([
      ["card", "60.00"],
      ["cash", "55.00"],
    ]);
    expect(report.cashiers).toMatchObject([{ cashier: "", cash: "55.00", card: "60.00", sales: "115.00" }]);
  });

  test("tells what the authority refused or has not cleared, and counts it nowhere", () => {
    const rows = [row({ state: "rejected" }), row({ state: "awaiting-clearance", profile: "standard" })];
    const { documents, totals, states } = dayReport("2026-11-21", rows, NOW);
    expect(documents).toMatchObject({ counted: 0, rejected: 1, awaiting: 1 });
    expect(totals.gross).toBe("0.00");
    expect(states).toEqual({ rejected: 1, "awaiting-clearance": 1 });
  });

  test("names cashiers, in one language or two", () => {
    const cashiers = ["Sami", { ar: "نورة", en: "Noura" }, { en: "Sami" }, undefined] as const;
    const rows = cashiers.map((cashier) => row(cashier === undefined ? {} : { cashier }));
    const found = dayReport("2026-11-21", rows, NOW).cashiers.map(({ cashier, documents }) => [cashier, documents]);
    expect(found).toEqual([
      ["", 1],
      ["Sami", 2],
      ["نورة / Noura", 1],
    ]);
  });

  test.each([
    ["settled after 25 hours", { settledAt: AT + 25 * 3_600_000 }, AT + 26 * 3_600_000, 1],
    ["settled after 24 hours", { settledAt: AT + 24 * 3_600_000 }, AT + 26 * 3_600_000, 0],
    ["waiting for 25 hours", { state: "queued", settledAt: undefined }, AT + 25 * 3_600_000, 1],
    ["a standard one", { profile: "standard", settledAt: AT + 25 * 3_600_000 }, AT + 26 * 3_600_000, 0],
  ] as const)("knows what is late: %s", (_what, { settledAt, ...changes }, now, count) => {
    const { settledAt: _, ...own } = row(changes);
    const late = dayReport("2026-11-21", [settledAt === undefined ? own : { ...own, settledAt }], now).late;
    expect(late.count).toBe(count);
  });

  test("keeps another currency apart", () => {
    const own = row();
    const foreign = { ...own, totals: { ...own.totals, currency: "USD" } };
    const { totals, otherCurrencies } = dayReport("2026-11-21", [own, foreign], NOW);
    expect(totals.gross).toBe("115.00");
    expect(otherCurrencies).toMatchObject([{ currency: "USD", documents: 1, totals: { gross: "115.00" } }]);
  });

  test("adds up exactly whatever the amounts are", () => {
    const sale = fc.tuple(fc.nat(99_999_999), fc.nat(99_999_999), fc.boolean());
    fc.assert(
      fc.property(fc.array(sale, { maxLength: 40 }), (sales) => {
        const rows = sales.map(([net, vat, isCredit]) => row({ type: isCredit ? "credit-note" : "invoice" }, net, vat));
        const expected = sales.reduce((sum, [net, vat, isCredit]) => sum + (isCredit ? -1 : 1) * (net + vat), 0);
        const report = dayReport("2026-11-21", rows, NOW);
        expect(Math.round(Number(report.totals.gross) * 100)).toBe(expected);
        const cash = report.payments[0]?.net ?? "0.00";
        expect(Math.round(Number(cash) * 100)).toBe(expected);
      }),
    );
  });

  test("fails on an amount that is none", () => {
    expect(() => dayReport("2026-11-21", [row({ payments: [{ means: "cash", amount: "1e3" }] })], NOW)).toThrow("1e3");
  });
});

test("dayReportText() shows every figure once, in lines a slip can hold", () => {
  const text = dayReportText(
    dayReport("2026-11-21", [row(), row({ irn: "CN-1", type: "credit-note" }, 4_000, 600)], NOW),
  );
  for (const part of ["X REPORT", "تقرير اليوم", "2026-11-21", "60.00", "9.00", "69.00", "S 15 %", "cash"])
    expect(text).toContain(part);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(42);
});
