// The paper of a day's end: counts, totals and VAT per category, means of payment, what is late, each cashier's share
// (contract.md, report). It is a report, not a tax document: no QR code.
import type { Bilingual } from "../bilingual.ts";
import type {
  ReceiptMark,
  ReceiptMeans,
  ReceiptProfile,
  ReceiptType,
  ReceiptVatCategory,
  SlipModel,
  SlipRow,
} from "./model.ts";
import type { ReceiptTexts } from "./texts.ts";

/** One day of one unit. Amounts are decimal strings in Saudi riyals; what credit notes gave back is taken off already. */
export interface DayClosing {
  /** `YYYY-MM-DD`, Riyadh. */
  readonly day: string;
  /** `YYYY-MM-DD HH:mm:ss`, Riyadh. */
  readonly printed: string;
  readonly seller: Bilingual;
  readonly vatNumber: string;
  /** The unit's name in its certificate. */
  readonly unit: string;
  readonly firstIrn?: string;
  readonly lastIrn?: string;
  /** By kind of document, in the order they are to be read; amounts without a sign. */
  readonly documents: readonly DayDocuments[];
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly vatGroups: readonly DayVatGroup[];
  /** What came in by each means, refunds and change taken off. */
  readonly payments: readonly { readonly means: ReceiptMeans; readonly amount: string }[];
  /** Given on top, outside the documents. */
  readonly tips?: string;
  readonly cashiers: readonly DayCashier[];
  /** Not reported yet, of these older than 24 hours, and refused by the authority. */
  readonly waiting: number;
  readonly late: number;
  readonly rejected: number;
}

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
}

const TITLE: Bilingual = { ar: "الإقفال اليومي", en: "Daily closing" };
const LABELS = {
  day: { ar: "اليوم", en: "Day" },
  printed: { ar: "وقت الطباعة", en: "Printed" },
  vatNumber: { ar: "الرقم الضريبي", en: "VAT No." },
  unit: { ar: "الجهاز", en: "Unit" },
  first: { ar: "أول مستند", en: "First" },
  last: { ar: "آخر مستند", en: "Last" },
  documents: { ar: "المستندات", en: "Documents" },
  totals: { ar: "المجاميع بالريال السعودي", en: "Totals in SAR" },
  net: { ar: "الإجمالي قبل الضريبة", en: "Total excl. VAT" },
  vat: { ar: "ضريبة القيمة المضافة", en: "VAT" },
  gross: { ar: "الإجمالي شامل الضريبة", en: "Total incl. VAT" },
  categories: { ar: "الضريبة حسب الفئة", en: "VAT by category" },
  taxable: { ar: "الخاضع للضريبة", en: "Taxable" },
  payments: { ar: "وسائل الدفع", en: "Payments" },
  tips: { ar: "إكراميات خارج الفواتير", en: "Tips, not on invoices" },
  cashiers: { ar: "حسب أمين الصندوق", en: "By cashier" },
  nobody: { ar: "بلا اسم", en: "No name" },
  reports: { ar: "الإبلاغ للهيئة", en: "Reporting" },
  waiting: { ar: "بانتظار الإبلاغ", en: "Waiting" },
  late: { ar: "تجاوزت 24 ساعة", en: "Later than 24 h" },
  rejected: { ar: "مرفوضة", en: "Rejected" },
} as const satisfies Readonly<Record<string, Bilingual>>;

type Words = Pick<ReceiptTexts, "titles" | "means" | "categories">;

/** The paper of a day's closing. */
export const closingSlip = (day: DayClosing, words: Words, marks: readonly ReceiptMark[]): SlipModel => ({
  form: "slip",
  marks,
  title: TITLE,
  rows: [
    { kind: "heading", text: day.seller },
    { kind: "facts", facts: factsOf(day) },
    ...section(
      LABELS.documents,
      day.documents.flatMap((one) => documentRows(one, words)),
    ),
    ...section(LABELS.totals, [
      amount(LABELS.net, day.net),
      amount(LABELS.vat, day.vat),
      { ...amount(LABELS.gross, day.gross), isStrong: true },
    ]),
    ...section(
      LABELS.categories,
      day.vatGroups.flatMap((group) => groupRows(group, words)),
    ),
    ...section(LABELS.payments, [
      ...day.payments.map((payment) => amount(words.means[payment.means], payment.amount)),
      ...(day.tips === undefined ? [] : [amount(LABELS.tips, day.tips)]),
    ]),
    ...section(
      LABELS.cashiers,
      day.cashiers.flatMap((cashier) => cashierRows(cashier, words)),
    ),
    ...section(LABELS.reports, [
      amount(LABELS.waiting, String(day.waiting)),
      { ...amount(LABELS.late, String(day.late)), isStrong: day.late > 0 },
      { ...amount(LABELS.rejected, String(day.rejected)), isStrong: day.rejected > 0 },
    ]),
  ],
});

type AmountRow = Extract<SlipRow, { kind: "amount" }>;

const amount = (label: Bilingual, value: string): AmountRow => ({
  kind: "amount",
  label,
  amount: value,
  isStrong: false,
});

/** A section under its heading; nothing where it has no rows. */
const section = (heading: Bilingual, rows: readonly SlipRow[]): readonly SlipRow[] =>
  rows.length === 0 ? [] : [{ kind: "rule" }, { kind: "heading", text: heading }, ...rows];

function factsOf(day: DayClosing) {
  const { day: date, printed, vatNumber, unit, firstIrn: first, lastIrn: last } = day;
  const values = { day: date, printed, vatNumber, unit, first, last };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ label: LABELS[name as keyof typeof values], value }],
  );
}

const documentRows = ({ profile, type, count, gross }: DayDocuments, { titles }: Words): readonly SlipRow[] => {
  const { ar, en } = titles[`${profile} ${type}`];
  return [amount({ ar: `${ar} × ${count}`, en: `${en} × ${count}` }, gross)];
};

function groupRows({ category, rate, taxable, vat }: DayVatGroup, { categories }: Words): readonly SlipRow[] {
  const { ar, en } = categories[category];
  return [
    { kind: "text", text: { ar: `${ar} ${rate}%`, en: `${en} ${rate}%` } },
    amount(LABELS.taxable, taxable),
    amount(LABELS.vat, vat),
  ];
}

function cashierRows({ name, count, gross, cash, card }: DayCashier, { means }: Words): readonly SlipRow[] {
  const shown = name === "" ? LABELS.nobody : { ar: name, en: name };
  return [
    {
      ...amount({ ar: `${shown.ar} × ${count}`, en: shown.ar === shown.en ? "" : `${shown.en} × ${count}` }, gross),
      isStrong: true,
    },
    amount(means.cash, cash),
    amount(means.card, card),
  ];
}
