// Reports as papers: what the day, X, Z and the month say, in the words of the receipt.
import { closingSlip, type DayClosing } from "../receipt/closing.ts";
import type { ReceiptMark, ReceiptMeans, ReceiptVatCategory, SlipModel } from "../receipt/model.ts";
import { monthSlip } from "../receipt/month-slip.ts";
import { periodSlip } from "../receipt/period-slip.ts";
import type { ReportWords } from "../receipt/report-rows.ts";
import type { ClosingReport } from "./closing.ts";
import type { DayReport } from "./day-report.ts";
import type { MonthReport } from "./month.ts";
import type { DayVat, Figures } from "./tally.ts";

/** Whose report it is, and how it is dressed. */
export interface ClosingSetting extends Pick<DayClosing, "seller" | "vatNumber" | "unit" | "printed"> {
  readonly words: ReportWords;
  readonly marks: readonly ReceiptMark[];
}

/** The paper of a day's report. */
export function closingPaper(report: DayReport, { words, marks, ...whose }: ClosingSetting): SlipModel {
  const { date: day, first, last, documents, totals, states, late } = report;
  const closing: DayClosing = {
    ...whose,
    day,
    ...(first === undefined ? {} : { firstIrn: first }),
    ...(last === undefined ? {} : { lastIrn: last }),
    documents: documents.kinds,
    net: totals.net,
    vat: totals.vat,
    gross: totals.gross,
    vatGroups: report.vat.map(vatGroup),
    payments: paymentsIn(words, report.payments),
    cashiers: report.cashiers.map(({ cashier, documents: count, sales, cash, card }) => ({
      name: cashier,
      count,
      gross: sales,
      cash,
      card,
    })),
    waiting: states["queued"] ?? 0,
    late: late.count,
    rejected: documents.rejected,
  };
  return closingSlip(closing, words, marks);
}

/** The paper of an X report; with a number that of a Z report, and who closed. */
export function periodPaper(
  report: ClosingReport,
  closed: { readonly number: number; readonly by: string } | undefined,
  { words, marks, printed: _, ...whose }: ClosingSetting,
): SlipModel {
  const { from, to, documents, sales, credits, totals, cash, drawer, reporting } = report;
  return periodSlip(
    {
      ...whose,
      ...closed,
      ...(from === undefined ? {} : { from: plain(from) }),
      to: plain(to),
      ranges: report.ranges.map(({ first, last }) => ({
        first: `${first.irn} (${first.icv})`,
        last: `${last.irn} (${last.icv})`,
      })),
      documents: documents.kinds,
      sales,
      credits,
      net: totals.net,
      vat: totals.vat,
      gross: totals.gross,
      vatGroups: report.vat.map(vatGroup),
      payments: paymentsIn(words, report.payments),
      cashiers: report.cashiers.map(({ cashier, documents: count, sales: gross, ...sums }) => ({
        ...sums,
        name: cashier,
        count,
        gross,
      })),
      cash,
      counts: {
        drawerSales: drawer.sales,
        drawerAsked: drawer.asked,
        drawerFailed: drawer.failed,
        ...reporting,
        awaiting: documents.awaiting,
        refused: documents.refused,
        madeAgain: documents.madeAgain,
      },
      otherCurrencies: report.otherCurrencies.map(({ currency, documents: count, totals: sums }) => ({
        currency,
        documents: count,
        gross: sums.gross,
      })),
    },
    words,
    marks,
  );
}

/** The paper of a month's VAT. */
export function monthPaper(report: MonthReport, { words, marks, ...whose }: ClosingSetting): SlipModel {
  const { month, documents, kinds, totals, vatInSar, otherCurrencies } = report;
  const { rejected, awaiting } = documents;
  return monthSlip(
    {
      ...whose,
      ...{ month, rejected, awaiting, vatInSar, otherCurrencies },
      documents: kinds,
      vatGroups: report.vat.map(vatGroup),
      net: totals.net,
      vat: totals.vat,
      gross: totals.gross,
      prepaid: totals.prepaid,
    },
    words,
    marks,
  );
}

/** `2026-11-21T14:05:00+03:00` as papers write it. */
const plain = (time: string): string => time.slice(0, 19).replace("T", " ");

const vatGroup = (group: DayVat) => ({ ...group, category: group.category as ReceiptVatCategory });

const paymentsIn = (words: ReportWords, payments: Figures["payments"]) =>
  payments.map(({ means, net }) => ({ means: meansIn(words, means), amount: net }));

/** A means of payment this version has no word for is told as another one. */
const meansIn = ({ means }: ClosingSetting["words"], name: string): ReceiptMeans =>
  Object.hasOwn(means, name) ? (name as ReceiptMeans) : "other";
