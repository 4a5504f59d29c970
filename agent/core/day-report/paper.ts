// The daily closing as a paper: what the report says, in the words of the receipt.
import { closingSlip, type DayClosing } from "../receipt/closing.ts";
import type { ReceiptMark, ReceiptMeans, ReceiptVatCategory, SlipModel } from "../receipt/model.ts";
import type { ReceiptTexts } from "../receipt/texts.ts";
import type { DayReport } from "./day-report.ts";

/** Whose day it is, and how it is dressed. */
export interface ClosingSetting extends Pick<DayClosing, "seller" | "vatNumber" | "unit" | "printed"> {
  readonly words: Pick<ReceiptTexts, "titles" | "means" | "categories">;
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
    vatGroups: report.vat.map((group) => ({ ...group, category: group.category as ReceiptVatCategory })),
    payments: report.payments.map(({ means, net }) => ({ means: meansIn(words, means), amount: net })),
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

/** A means of payment this version has no word for is told as another one. */
const meansIn = ({ means }: ClosingSetting["words"], name: string): ReceiptMeans =>
  Object.hasOwn(means, name) ? (name as ReceiptMeans) : "other";
