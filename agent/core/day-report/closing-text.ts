// X and Z reports, the list of closings and the month's VAT as text of 42 columns: for a terminal window.
import type { ClosingReport } from "./closing.ts";
import { centred, DOCUMENTS, GROSS, NET, pair, RULE, VAT } from "./columns.ts";
import type { MonthReport } from "./month.ts";

/** An X report, or the Z report of a number. */
export function closingText(report: ClosingReport, number?: number): string {
  const { documents, sales, credits, totals, cash, drawer, reporting } = report;
  return [
    centred(number === undefined ? "X REPORT / تقرير X" : `Z REPORT No. ${number} / إقفال`),
    pair("From / من", report.from?.slice(0, 19) ?? "first sale"),
    pair("To / إلى", report.to.slice(0, 19)),
    ...report.ranges.flatMap(({ first, last }) => [
      pair("  first (ICV)", `${first.irn} (${first.icv})`),
      pair("  last (ICV)", `${last.irn} (${last.icv})`),
    ]),
    RULE,
    ...sideLines("Sales / المبيعات", sales),
    ...sideLines("Credit notes / إشعارات دائنة", credits),
    RULE,
    pair(NET, totals.net),
    pair(VAT, totals.vat),
    pair(GROSS, totals.gross),
    RULE,
    ...report.vat.flatMap((row) => [
      `${row.category} ${row.rate} %${row.exemption === undefined ? "" : ` ${row.exemption}`}`,
      pair("  taxable", row.taxable),
      pair("  VAT", row.vat),
    ]),
    RULE,
    ...report.payments.map(({ means, net }) => pair(means, net)),
    RULE,
    ...report.cashiers.flatMap((row) => [
      pair(row.cashier || "(no cashier named)", `x ${row.documents}`),
      pair("  sales", row.sales),
      pair("  refunds", row.refunds),
      pair("  cash", row.cash),
      pair("  card", row.card),
      pair("  other", row.other),
    ]),
    RULE,
    pair("Cash in", cash.received),
    pair("Cash out", cash.refunded),
    pair("CASH EXPECTED / النقد المتوقع", cash.expected),
    pair("Drawer: sales, by hand, failed", `${drawer.sales}, ${drawer.asked}, ${drawer.failed}`),
    RULE,
    pair("Not reported yet", String(reporting.waiting)),
    pair("Late / متأخر", String(reporting.late)),
    pair("Rejected / مرفوض", String(reporting.rejected)),
    ...noted("Awaiting clearance (not in)", documents.awaiting),
    ...noted("Not cleared (not in)", documents.refused),
    ...noted("Made again (in already)", documents.madeAgain),
    ...report.otherCurrencies.map(({ currency, documents: count, totals: sums }) =>
      pair(`${currency} (${count})`, `${sums.gross}, VAT ${sums.vat}`),
    ),
    "",
  ].join("\n");
}

const sideLines = (name: string, side: ClosingReport["sales"]): readonly string[] => [
  pair(name, `x ${side.documents}`),
  pair("  without VAT", side.net),
  pair("  VAT", side.vat),
  pair("  with VAT", side.gross),
];

const noted = (name: string, count: number): readonly string[] => (count > 0 ? [pair(name, String(count))] : []);

/** A month's VAT by category. */
export function monthText(report: MonthReport): string {
  const { documents, totals, otherCurrencies, vatInSar } = report;
  return [
    centred("VAT OF THE MONTH / ضريبة الشهر"),
    centred(report.month),
    RULE,
    ...report.vat.flatMap((row) => [
      `${row.category} ${row.rate} %${row.exemption === undefined ? "" : ` ${row.exemption}`}`,
      pair("  sales", row.sales.taxable),
      pair("  VAT on sales", row.sales.vat),
      pair("  credit notes", row.credits.taxable),
      pair("  VAT on credit notes", row.credits.vat),
      pair("  net", row.taxable),
      pair("  net VAT", row.vat),
    ]),
    RULE,
    pair(NET, totals.net),
    pair(VAT, totals.vat),
    pair(GROSS, totals.gross),
    ...(totals.prepaid === "0.00" ? [] : [pair("Invoiced before as advances", totals.prepaid)]),
    RULE,
    pair(DOCUMENTS, String(documents.counted)),
    ...report.kinds.map(({ profile, type, count, gross }) => pair(`  ${profile} ${type} x ${count}`, gross)),
    ...otherCurrencies.map(({ currency, documents: count, vatInSar: own }) =>
      pair(`  ${currency} x ${count}`, `VAT in SAR ${own}`),
    ),
    ...(otherCurrencies.length === 0 ? [] : [pair("All VAT in SAR", vatInSar)]),
    pair("Rejected (not counted)", String(documents.rejected)),
    pair("Awaiting clearance (not counted)", String(documents.awaiting)),
    "",
  ].join("\n");
}
