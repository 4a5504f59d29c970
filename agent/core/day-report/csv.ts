// Reports as tables for a spreadsheet (RFC 4180).
import type { ClosingReport } from "./closing.ts";
import type { DayReport } from "./day-report.ts";
import type { MonthReport } from "./month.ts";
import type { DayVat, Figures, SideTotals } from "./tally.ts";

type Row = readonly (string | number)[];

/** With a mark by which spreadsheets know the letters; what would be read as a formula is text. */
export const csv = (rows: readonly Row[]): string =>
  `\uFEFF${rows.map((row) => row.map((cell) => quoted(String(cell))).join(",")).join("\r\n")}\r\n`;

const quoted = (cell: string): string => {
  const text = /^[=+@\t\r]|^-(?![\d.]+$)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A day as far as it has come. */
export const dayCsv = (day: DayReport): string =>
  csv([
    ["date", day.date],
    ["documents", day.documents.counted],
    ...totalRows(day.totals),
    ...vatRows(day.vat),
    ...paymentRows(day.payments),
    ...cashierRows(day.cashiers),
  ]);

/** An X report, or the Z report of a number. */
export const closingCsv = (report: ClosingReport, number?: number): string =>
  csv([
    ["closing", number ?? ""],
    ["from", report.from ?? ""],
    ["to", report.to],
    ...sideRows(report),
    ...totalRows(report.totals),
    ["cash received", report.cash.received],
    ["cash refunded", report.cash.refunded],
    ["cash expected", report.cash.expected],
    ["drawer opened for sales", report.drawer.sales],
    ["drawer opened by hand", report.drawer.asked],
    ["drawer did not open", report.drawer.failed],
    [],
    ["first", "icv", "last", "icv"],
    ...report.ranges.map(({ first, last }) => [first.irn, first.icv, last.irn, last.icv]),
    ...vatRows(report.vat),
    ...paymentRows(report.payments),
    ...cashierRows(report.cashiers),
  ]);

/** A month's VAT. */
export const monthCsv = (report: MonthReport): string =>
  csv([
    ["month", report.month],
    ["documents", report.documents.counted],
    ["rejected (not counted)", report.documents.rejected],
    ["awaiting clearance (not counted)", report.documents.awaiting],
    ...sideRows(report),
    ...totalRows(report.totals),
    ["vat in SAR, all currencies", report.vatInSar],
    ...vatRows(report.vat),
    [],
    ["profile", "type", "documents", "net", "vat", "gross"],
    ...report.kinds.map((row) => [row.profile, row.type, row.count, row.net, row.vat, row.gross]),
    ...report.otherCurrencies.flatMap((other) => [
      [],
      ["currency", other.currency],
      ["documents", other.documents],
      ["vat in SAR", other.vatInSar],
      ...vatRows(other.vat).slice(1),
    ]),
  ]);

const sideRows = ({ sales, credits }: { readonly sales: SideTotals; readonly credits: SideTotals }): readonly Row[] => [
  [],
  ["side", "documents", "net", "vat", "gross"],
  ["sales", sales.documents, sales.net, sales.vat, sales.gross],
  ["credit notes", credits.documents, credits.net, credits.vat, credits.gross],
  [],
];

const totalRows = ({ net, vat, gross, prepaid }: Figures["totals"]): readonly Row[] => [
  ["net", net],
  ["vat", vat],
  ["gross", gross],
  ["invoiced before as advances", prepaid],
];

const vatRows = (rows: readonly DayVat[]): readonly Row[] => [
  [],
  ["category", "rate", "exemption", "taxable", "vat", "sales", "vat on sales", "credit notes", "vat on credit notes"],
  ...rows.map(({ category, rate, exemption = "", taxable, vat, sales, credits }) => [
    ...[category, rate, exemption, taxable, vat],
    ...[sales.taxable, sales.vat, credits.taxable, credits.vat],
  ]),
];

const paymentRows = (rows: Figures["payments"]): readonly Row[] => [
  [],
  ["means", "received", "refunded", "net"],
  ...rows.map(({ means, received, refunded, net }) => [means, received, refunded, net]),
];

const cashierRows = (rows: Figures["cashiers"]): readonly Row[] => [
  [],
  ["cashier", "documents", "sales", "refunds", "cash", "card", "other"],
  ...rows.map((row) => [row.cashier, row.documents, row.sales, row.refunds, row.cash, row.card, row.other]),
];
