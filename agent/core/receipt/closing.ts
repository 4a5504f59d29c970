// The paper of a day's end: counts, totals and VAT per category, means of payment, what is late, each cashier's share
// (contract.md, report). It is a report, not a tax document: no QR code.
import type { Bilingual } from "../bilingual.ts";
import type { ReceiptMark, ReceiptMeans, SlipModel } from "./model.ts";
import {
  amount,
  cashierRows,
  type DayCashier,
  type DayDocuments,
  type DayVatGroup,
  documentRows,
  groupRows,
  REPORT_LABELS,
  type ReportWords,
  section,
} from "./report-rows.ts";

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

const TITLE: Bilingual = { ar: "الإقفال اليومي", en: "Daily closing" };
const LABELS = {
  ...REPORT_LABELS,
  day: { ar: "اليوم", en: "Day" },
  first: { ar: "أول مستند", en: "First" },
  last: { ar: "آخر مستند", en: "Last" },
  tips: { ar: "إكراميات خارج الفواتير", en: "Tips, not on invoices" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The paper of a day's closing. */
export const closingSlip = (day: DayClosing, words: ReportWords, marks: readonly ReceiptMark[]): SlipModel => ({
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

function factsOf(day: DayClosing) {
  const { day: date, printed, vatNumber, unit, firstIrn: first, lastIrn: last } = day;
  const values = { day: date, printed, vatNumber, unit, first, last };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ label: LABELS[name as keyof typeof values], value }],
  );
}
