// The paper of an X report (a look) and of a Z report (a closing with its number): no tax document, no QR code.
import type { Bilingual } from "../bilingual.ts";
import type { ReceiptMark, ReceiptMeans, SlipModel, SlipRow } from "./model.ts";
import {
  amount,
  cashierRows,
  type DayCashier,
  type DayDocuments,
  type DayVatGroup,
  documentRows,
  groupRows,
  isNought,
  REPORT_LABELS,
  type ReportWords,
  section,
} from "./report-rows.ts";

/** What stands on the paper; amounts in riyals, times `YYYY-MM-DD HH:mm:ss` in Riyadh. */
export interface PeriodPaper {
  /** Of a closing; none is a look. */
  readonly number?: number;
  readonly seller: Bilingual;
  readonly vatNumber: string;
  readonly unit: string;
  readonly from?: string;
  readonly to: string;
  readonly by?: string;
  readonly ranges: readonly { readonly first: string; readonly last: string }[];
  readonly documents: readonly DayDocuments[];
  readonly sales: Side;
  readonly credits: Side;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly vatGroups: readonly (DayVatGroup & {
    readonly credits: { readonly taxable: string; readonly vat: string };
  })[];
  readonly payments: readonly { readonly means: ReceiptMeans; readonly amount: string }[];
  readonly cashiers: readonly DayCashier[];
  readonly cash: { readonly received: string; readonly refunded: string; readonly expected: string };
  readonly counts: Readonly<Record<Count, number>>;
  readonly otherCurrencies: readonly {
    readonly currency: string;
    readonly documents: number;
    readonly gross: string;
  }[];
}

interface Side {
  readonly documents: number;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
}

const LABELS = {
  ...REPORT_LABELS,
  from: { ar: "من", en: "From" },
  to: { ar: "إلى", en: "To" },
  by: { ar: "أقفله", en: "Closed by" },
  start: { ar: "أول البيع", en: "first sale" },
  first: { ar: "أول مستند (العداد)", en: "First (ICV)" },
  last: { ar: "آخر مستند (العداد)", en: "Last (ICV)" },
  sales: { ar: "المبيعات", en: "Sales" },
  credits: { ar: "إشعارات دائنة", en: "Credit notes" },
  after: { ar: "الصافي بعد الإشعارات الدائنة", en: "Net of credit notes" },
  creditTaxable: { ar: "منه إشعارات دائنة", en: "of it credit notes" },
  creditVat: { ar: "ضريبة الإشعارات الدائنة", en: "VAT of credit notes" },
  drawer: { ar: "درج النقود", en: "Cash drawer" },
  received: { ar: "نقد وارد", en: "Cash in" },
  refunded: { ar: "نقد مسترد", en: "Cash out" },
  expected: { ar: "النقد المتوقع في الدرج", en: "Cash expected" },
  others: { ar: "عملات أخرى", en: "Other currencies" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** In the order they are printed; `always` those a reader looks for even where they are nought. */
const COUNTS = {
  drawerSales: { label: { ar: "فتح الدرج للبيع", en: "Opened for sales" }, section: "drawer", always: true },
  drawerAsked: { label: { ar: "فتح الدرج بالطلب", en: "Opened by hand" }, section: "drawer", always: true },
  drawerFailed: { label: { ar: "لم يُفتح", en: "Did not open" }, section: "drawer", always: false },
  waiting: { label: LABELS.waiting, section: "reports", always: true },
  late: { label: LABELS.late, section: "reports", always: true },
  rejected: { label: LABELS.rejected, section: "reports", always: true },
  awaiting: {
    label: { ar: "بانتظار الاعتماد (غير محتسبة)", en: "Awaiting clearance (not in)" },
    section: "reports",
    always: false,
  },
  refused: {
    label: { ar: "رُفض اعتمادها (غير محتسبة)", en: "Not cleared (not in)" },
    section: "reports",
    always: false,
  },
  madeAgain: {
    label: { ar: "أُعيد إصدارها (محتسبة سابقًا)", en: "Made again (in already)" },
    section: "reports",
    always: false,
  },
} as const;
type Count = keyof typeof COUNTS;

/** @example titleOf(12).en // "Z report no. 12" */
const titleOf = (number: number | undefined): Bilingual =>
  number === undefined
    ? { ar: "تقرير X: نظرة دون إقفال", en: "X report: nothing is closed" }
    : { ar: `تقرير الإقفال Z رقم ${number}`, en: `Z report no. ${number}` };

/** The paper of a period. */
export const periodSlip = (paper: PeriodPaper, words: ReportWords, marks: readonly ReceiptMark[]): SlipModel => ({
  form: "slip",
  marks,
  title: titleOf(paper.number),
  rows: [
    { kind: "heading", text: paper.seller },
    { kind: "facts", facts: factsOf(paper) },
    ...section(LABELS.sales, sideRows(paper.sales)),
    ...section(LABELS.credits, paper.credits.documents === 0 ? [] : sideRows(paper.credits)),
    ...section(LABELS.after, [
      amount(LABELS.net, paper.net),
      amount(LABELS.vat, paper.vat),
      { ...amount(LABELS.gross, paper.gross), isStrong: true },
    ]),
    ...section(
      LABELS.documents,
      paper.documents.flatMap((one) => documentRows(one, words)),
    ),
    ...section(
      LABELS.categories,
      paper.vatGroups.flatMap((group) => vatRows(group, words)),
    ),
    ...section(
      LABELS.payments,
      paper.payments.map(({ means, amount: paid }) => amount(words.means[means], paid)),
    ),
    ...section(
      LABELS.cashiers,
      paper.cashiers.flatMap((cashier) => cashierRows(cashier, words)),
    ),
    ...section(LABELS.others, paper.otherCurrencies.map(otherRow)),
    ...section(LABELS.drawer, [
      amount(LABELS.received, paper.cash.received),
      amount(LABELS.refunded, paper.cash.refunded),
      { ...amount(LABELS.expected, paper.cash.expected), isStrong: true },
      ...countRows(paper, "drawer"),
    ]),
    ...section(LABELS.reports, countRows(paper, "reports")),
  ],
});

function factsOf({ from, to, by, vatNumber, unit, ranges }: PeriodPaper) {
  const fact = (name: "vatNumber" | "unit" | "from" | "to" | "by" | "first" | "last", value: string) => ({
    label: LABELS[name],
    value,
  });
  return [
    fact("vatNumber", vatNumber),
    fact("unit", unit),
    fact("from", from ?? LABELS.start.en),
    fact("to", to),
    ...(by === undefined ? [] : [fact("by", by)]),
    ...ranges.flatMap(({ first, last }) => [fact("first", first), fact("last", last)]),
  ];
}

const sideRows = ({ documents, net, vat, gross }: Side): readonly SlipRow[] => [
  amount(LABELS.documents, String(documents)),
  amount(LABELS.net, net),
  amount(LABELS.vat, vat),
  amount(LABELS.gross, gross),
];

function vatRows(group: PeriodPaper["vatGroups"][number], words: ReportWords): readonly SlipRow[] {
  const rows = groupRows(group, words);
  if (isNought(group.credits.taxable)) return rows;
  return [...rows, amount(LABELS.creditTaxable, group.credits.taxable), amount(LABELS.creditVat, group.credits.vat)];
}

const otherRow = ({ currency, documents, gross }: PeriodPaper["otherCurrencies"][number]): SlipRow =>
  amount({ ar: `${currency} × ${documents}`, en: "" }, gross);

const NOTEWORTHY: ReadonlySet<string> = new Set(["drawerFailed", "late", "rejected", "refused"]);

const countRows = ({ counts }: PeriodPaper, where: "drawer" | "reports"): readonly SlipRow[] =>
  Object.entries(COUNTS).flatMap(([name, row]) => {
    const count = counts[name as Count];
    if (row.section !== where || (count === 0 && !row.always)) return [];
    return [{ ...amount(row.label, String(count)), isStrong: count > 0 && NOTEWORTHY.has(name) }];
  });
