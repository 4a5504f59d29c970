// The day's closing on paper: every figure it was given, under words in both languages, and nothing of an invoice.
import { expect, test } from "vitest";
import { closingSlip, type DayClosing } from "../../../agent/core/receipt/closing.ts";
import type { SlipModel } from "../../../agent/core/receipt/model.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";

const DAY: DayClosing = {
  day: "2026-11-21",
  printed: "2026-11-22 00:04:11",
  seller: { ar: "مذاق نجد", en: "Najd Taste" },
  vatNumber: "310175397400003",
  unit: "TILL-7",
  firstIrn: "T7-000101",
  lastIrn: "T7-000240",
  documents: [
    { profile: "simplified", type: "invoice", count: 138, gross: "9120.50" },
    { profile: "simplified", type: "credit-note", count: 2, gross: "64.40" },
  ],
  net: "7874.87",
  vat: "1181.23",
  gross: "9056.10",
  vatGroups: [
    { category: "S", rate: "15", taxable: "7824.87", vat: "1181.23" },
    { category: "Z", rate: "0", taxable: "50.00", vat: "0.00" },
  ],
  payments: [
    { means: "cash", amount: "3056.10" },
    { means: "card", amount: "6000.00" },
  ],
  tips: "45.00",
  cashiers: [
    { name: "سارة", count: 90, gross: "6000.00", cash: "1000.00", card: "5000.00" },
    { name: "", count: 50, gross: "3056.10", cash: "2056.10", card: "1000.00" },
  ],
  waiting: 3,
  late: 1,
  rejected: 0,
};

const amounts = ({ rows }: SlipModel): readonly string[] =>
  rows.flatMap((row) => (row.kind === "amount" ? [`${row.label.ar} = ${row.amount}`] : []));
const headings = ({ rows }: SlipModel): readonly string[] =>
  rows.flatMap((row) => (row.kind === "heading" ? [row.text.en] : []));

test("closingSlip() prints counts, totals, VAT per category, means, cashiers and what is late", () => {
  expect(amounts(closingSlip(DAY, RECEIPT_TEXTS, []))).toEqual([
    "فاتورة ضريبية مبسطة × 138 = 9120.50",
    "إشعار دائن ضريبي مبسط × 2 = 64.40",
    "الإجمالي قبل الضريبة = 7874.87",
    "ضريبة القيمة المضافة = 1181.23",
    "الإجمالي شامل الضريبة = 9056.10",
    "الخاضع للضريبة = 7824.87",
    "ضريبة القيمة المضافة = 1181.23",
    "الخاضع للضريبة = 50.00",
    "ضريبة القيمة المضافة = 0.00",
    "نقدًا = 3056.10",
    "بطاقة = 6000.00",
    "إكراميات خارج الفواتير = 45.00",
    "سارة × 90 = 6000.00",
    "نقدًا = 1000.00",
    "بطاقة = 5000.00",
    "بلا اسم × 50 = 3056.10",
    "نقدًا = 2056.10",
    "بطاقة = 1000.00",
    "بانتظار الإبلاغ = 3",
    "تجاوزت 24 ساعة = 1",
    "مرفوضة = 0",
  ]);
});

test("closingSlip() leaves out sections without rows, and emphasises what needs somebody", () => {
  const { tips: _, ...rest } = DAY;
  const quiet = closingSlip({ ...rest, documents: [], vatGroups: [], payments: [], cashiers: [] }, RECEIPT_TEXTS, []);
  expect(headings(quiet)).toEqual(["Najd Taste", "Totals in SAR", "Reporting"]);
  const strong = quiet.rows.flatMap((row) => (row.kind === "amount" && row.isStrong ? [row.label.en] : []));
  expect(strong).toEqual(["Total incl. VAT", "Later than 24 h"]);
});

test("closingSlip() keeps the marks of the environment and carries no QR code", () => {
  const slip = closingSlip(DAY, RECEIPT_TEXTS, ["test"]);
  expect(slip.marks).toEqual(["test"]);
  expect(JSON.stringify(slip)).not.toContain('"qr"');
});
