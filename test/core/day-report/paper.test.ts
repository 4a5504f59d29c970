// The paper of a day says what the report says.
import { expect, test } from "vitest";
import { type DayRow, dayReport } from "../../../agent/core/day-report/day-report.ts";
import { closingPaper } from "../../../agent/core/day-report/paper.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";

const AT = Date.UTC(2026, 10, 21, 9);
const row = (irn: string, type: DayRow["type"], gross: string, net: string, vat: string): DayRow => ({
  irn,
  type,
  profile: "simplified",
  state: type === "invoice" ? "queued" : "reported",
  issuedAt: AT,
  totals: {
    net,
    vat,
    gross,
    payable: gross,
    prepaid: "0.00",
    rounding: "0.00",
    vatInSar: vat,
    paid: gross,
    change: "0.00",
    currency: "SAR",
    vatBreakdown: [{ category: "S", rate: "15", taxable: net, vat }],
  },
  payments: [{ means: type === "invoice" ? "cash" : "shells", amount: gross }],
  cashier: "Sara",
});

test("closingPaper() carries every figure of the report", () => {
  const rows = [
    row("A-1", "invoice", "115.00", "100.00", "15.00"),
    row("A-2", "credit-note", "23.00", "20.00", "3.00"),
  ];
  const slip = closingPaper(dayReport("2026-11-21", rows, AT), {
    seller: { ar: "متجر", en: "Shop" },
    vatNumber: "399999999900003",
    unit: "TEST-1",
    printed: "2026-11-21 12:00:00",
    words: RECEIPT_TEXTS,
    marks: ["test"],
  });
  const amounts = slip.rows.flatMap((one) => (one.kind === "amount" ? [`${one.label.en} ${one.amount}`] : []));
  expect(slip.marks).toEqual(["test"]);
  for (const line of ["Total excl. VAT 80.00", "VAT 12.00", "Total incl. VAT 92.00", "Waiting 1", "Rejected 0"]) {
    expect(amounts).toContain(line);
  }
  expect(amounts.filter((line) => / × 1 (115|23)\.00$/.test(line))).toHaveLength(2);
  // A means of payment without a word of its own still shows its amount.
  expect(amounts).toContainEqual(expect.stringContaining("-23.00"));
});
