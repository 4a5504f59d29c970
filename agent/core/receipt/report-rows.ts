// Rows that reports on paper have in common: amounts under their words, sections, kinds of documents, VAT groups, cashiers.
import type { Bilingual } from "../bilingual.ts";
import type { ReceiptProfile, ReceiptType, ReceiptVatCategory, SlipRow } from "./model.ts";
import type { ReceiptTexts } from "./texts.ts";

export interface DayDocuments {
  readonly profile: ReceiptProfile;
  readonly type: ReceiptType;
  readonly count: number;
  readonly gross: string;
}

export interface DayVatGroup {
  readonly category: ReceiptVatCategory;
  /** Percent without the sign. */
  readonly rate: string;
  readonly taxable: string;
  readonly vat: string;
}

export interface DayCashier {
  /** Empty where a till named none. */
  readonly name: string;
  readonly count: number;
  readonly gross: string;
  readonly cash: string;
  readonly card: string;
  /** What credit notes gave back, and every other means; printed where there was some. */
  readonly refunds?: string;
  readonly other?: string;
}

/** Words of the receipt that reports use too. */
export type ReportWords = Pick<ReceiptTexts, "titles" | "means" | "categories">;

/** Words that every report on paper uses. */
export const REPORT_LABELS = {
  printed: { ar: "وقت الطباعة", en: "Printed" },
  vatNumber: { ar: "الرقم الضريبي", en: "VAT No." },
  unit: { ar: "الجهاز", en: "Unit" },
  documents: { ar: "المستندات", en: "Documents" },
  totals: { ar: "المجاميع بالريال السعودي", en: "Totals in SAR" },
  net: { ar: "الإجمالي قبل الضريبة", en: "Total excl. VAT" },
  vat: { ar: "ضريبة القيمة المضافة", en: "VAT" },
  gross: { ar: "الإجمالي شامل الضريبة", en: "Total incl. VAT" },
  categories: { ar: "الضريبة حسب الفئة", en: "VAT by category" },
  taxable: { ar: "الخاضع للضريبة", en: "Taxable" },
  payments: { ar: "وسائل الدفع", en: "Payments" },
  cashiers: { ar: "حسب أمين الصندوق", en: "By cashier" },
  refunds: { ar: "المسترد", en: "Refunds" },
  nobody: { ar: "بلا اسم", en: "No name" },
  reports: { ar: "الإبلاغ للهيئة", en: "Reporting" },
  waiting: { ar: "بانتظار الإبلاغ", en: "Waiting" },
  late: { ar: "تجاوزت 24 ساعة", en: "Later than 24 h" },
  rejected: { ar: "مرفوضة", en: "Rejected" },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type AmountRow = Extract<SlipRow, { kind: "amount" }>;

/** A label with an amount. */
export const amount = (label: Bilingual, value: string): AmountRow => ({
  kind: "amount",
  label,
  amount: value,
  isStrong: false,
});

/** A section under its heading; nothing where it has no rows. */
export const section = (heading: Bilingual, rows: readonly SlipRow[]): readonly SlipRow[] =>
  rows.length === 0 ? [] : [{ kind: "rule" }, { kind: "heading", text: heading }, ...rows];

/** Whether an amount is nothing. @example isNought("0.00") // true */
export const isNought = (money: string): boolean => /^-?[0.]+$/.test(money);

/** How many of a kind, and for how much. */
export const documentRows = (
  { profile, type, count, gross }: DayDocuments,
  { titles }: ReportWords,
): readonly SlipRow[] => {
  const { ar, en } = titles[`${profile} ${type}`];
  return [amount({ ar: `${ar} × ${count}`, en: `${en} × ${count}` }, gross)];
};

/** What was taxed how. */
export function groupRows(
  { category, rate, taxable, vat }: DayVatGroup,
  { categories }: ReportWords,
): readonly SlipRow[] {
  const { ar, en } = categories[category];
  return [
    { kind: "text", text: { ar: `${ar} ${rate}%`, en: `${en} ${rate}%` } },
    amount(REPORT_LABELS.taxable, taxable),
    amount(REPORT_LABELS.vat, vat),
  ];
}

/** A cashier's share. */
export function cashierRows(cashier: DayCashier, { means }: ReportWords): readonly SlipRow[] {
  const { name, count, gross, cash, card, refunds = "0.00", other = "0.00" } = cashier;
  const shown = name === "" ? REPORT_LABELS.nobody : { ar: name, en: name };
  return [
    {
      ...amount({ ar: `${shown.ar} × ${count}`, en: shown.ar === shown.en ? "" : `${shown.en} × ${count}` }, gross),
      isStrong: true,
    },
    ...(isNought(refunds) ? [] : [amount(REPORT_LABELS.refunds, refunds)]),
    amount(means.cash, cash),
    amount(means.card, card),
    ...(isNought(other) ? [] : [amount(means.other, other)]),
  ];
}
