// The paper of a month's VAT summary: a report for the return, no tax document, no QR code.
import type { Bilingual } from "../bilingual.ts";
import type { ReceiptMark, SlipModel, SlipRow } from "./model.ts";
import {
  amount,
  type DayDocuments,
  type DayVatGroup,
  documentRows,
  isNought,
  REPORT_LABELS,
  type ReportWords,
  section,
} from "./report-rows.ts";

interface Pair {
  readonly taxable: string;
  readonly vat: string;
}

/** What stands on the paper; amounts in riyals. */
export interface MonthPaper {
  readonly month: string;
  /** `YYYY-MM-DD HH:mm:ss`, Riyadh. */
  readonly printed: string;
  readonly seller: Bilingual;
  readonly vatNumber: string;
  readonly unit: string;
  readonly documents: readonly DayDocuments[];
  readonly vatGroups: readonly (DayVatGroup & { readonly sales: Pair; readonly credits: Pair })[];
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly prepaid: string;
  readonly otherCurrencies: readonly {
    readonly currency: string;
    readonly documents: number;
    readonly vatInSar: string;
  }[];
  readonly vatInSar: string;
  readonly rejected: number;
  readonly awaiting: number;
}

const TITLE: Bilingual = { ar: "ملخص ضريبة الشهر", en: "VAT of the month" };
const LABELS = {
  ...REPORT_LABELS,
  month: { ar: "الشهر", en: "Month" },
  sales: { ar: "المبيعات", en: "Sales" },
  salesVat: { ar: "ضريبة المبيعات", en: "VAT on sales" },
  credits: { ar: "إشعارات دائنة", en: "Credit notes" },
  creditVat: { ar: "ضريبة الإشعارات الدائنة", en: "VAT on credit notes" },
  netOf: { ar: "الصافي", en: "Net" },
  netVat: { ar: "صافي الضريبة", en: "Net VAT" },
  prepaid: { ar: "منها دفعات مقدمة سبقت فوترتها", en: "Invoiced before as advances" },
  others: { ar: "مستندات بعملات أخرى", en: "Other currencies" },
  inSar: { ar: "ضريبتها بالريال السعودي", en: "VAT in SAR" },
  due: { ar: "إجمالي الضريبة بالريال السعودي", en: "All VAT in SAR" },
  notIn: { ar: "غير محتسبة", en: "Not counted" },
  rejected: { ar: "رفضتها الهيئة", en: "Rejected by the authority" },
  awaiting: { ar: "بانتظار الاعتماد", en: "Awaiting clearance" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The paper of a month. */
export const monthSlip = (paper: MonthPaper, words: ReportWords, marks: readonly ReceiptMark[]): SlipModel => ({
  form: "slip",
  marks,
  title: TITLE,
  rows: [
    { kind: "heading", text: paper.seller },
    {
      kind: "facts",
      facts: (["month", "printed", "vatNumber", "unit"] as const).map((name) => ({
        label: LABELS[name],
        value: paper[name],
      })),
    },
    ...paper.vatGroups.flatMap((group) => groupSection(group, words)),
    ...section(LABELS.totals, [
      amount(LABELS.net, paper.net),
      amount(LABELS.vat, paper.vat),
      { ...amount(LABELS.gross, paper.gross), isStrong: true },
      ...(isNought(paper.prepaid) ? [] : [amount(LABELS.prepaid, paper.prepaid)]),
    ]),
    ...section(
      LABELS.documents,
      paper.documents.flatMap((one) => documentRows(one, words)),
    ),
    ...section(LABELS.others, paper.otherCurrencies.length === 0 ? [] : otherRows(paper)),
    ...section(LABELS.notIn, [
      { ...amount(LABELS.rejected, String(paper.rejected)), isStrong: paper.rejected > 0 },
      { ...amount(LABELS.awaiting, String(paper.awaiting)), isStrong: paper.awaiting > 0 },
    ]),
  ],
});

function groupSection(group: MonthPaper["vatGroups"][number], { categories }: ReportWords): readonly SlipRow[] {
  const { ar, en } = categories[group.category];
  return section({ ar: `${ar} ${group.rate}%`, en: `${en} ${group.rate}%` }, [
    amount(LABELS.sales, group.sales.taxable),
    amount(LABELS.salesVat, group.sales.vat),
    amount(LABELS.credits, group.credits.taxable),
    amount(LABELS.creditVat, group.credits.vat),
    amount(LABELS.netOf, group.taxable),
    { ...amount(LABELS.netVat, group.vat), isStrong: true },
  ]);
}

const otherRows = ({ otherCurrencies, vatInSar }: MonthPaper): readonly SlipRow[] => [
  ...otherCurrencies.flatMap(({ currency, documents, vatInSar: own }) => [
    { kind: "text", text: { ar: `${currency} × ${documents}`, en: "" } } as const,
    amount(LABELS.inSar, own),
  ]),
  { ...amount(LABELS.due, vatInSar), isStrong: true },
];
