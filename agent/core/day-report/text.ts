// The daily closing as text of 42 columns: for a terminal window, and for a slip of 80 mm paper.
import { centred, DOCUMENTS, GROSS, NET, pair, RULE, VAT } from "./columns.ts";
import type { DayReport } from "./day-report.ts";

/** The closing in English, with Arabic titles. */
export function dayReportText(report: DayReport): string {
  const { date, first, last, documents, totals, vat, payments, cashiers, late, otherCurrencies } = report;
  return [
    centred("X REPORT / تقرير اليوم"),
    centred(date),
    RULE,
    pair(DOCUMENTS, String(documents.counted)),
    ...Object.entries(documents.byType)
      .filter(([, count]) => count > 0)
      .map(([type, count]) => pair(`  ${type}`, String(count))),
    ...(first === undefined || last === undefined ? [] : [pair("  from", first), pair("  to", last)]),
    ...(documents.awaiting > 0 ? [pair("  awaiting clearance (not counted)", String(documents.awaiting))] : []),
    ...(documents.rejected > 0 ? [pair("  rejected (not counted)", String(documents.rejected))] : []),
    RULE,
    pair(NET, totals.net),
    pair(VAT, totals.vat),
    pair(GROSS, totals.gross),
    pair("Payable / المستحق", totals.payable),
    RULE,
    ...vat.flatMap((row) => [
      `${row.category} ${row.rate} %${row.exemption === undefined ? "" : ` ${row.exemption}`}`,
      pair("  taxable", row.taxable),
      pair("  VAT", row.vat),
    ]),
    RULE,
    ...payments.map(({ means, net }) => pair(means, net)),
    RULE,
    ...cashiers.flatMap(({ cashier, sales, refunds, cash, card }) => [
      cashier || "(no cashier named)",
      pair("  sales", sales),
      pair("  refunds", refunds),
      pair("  cash", cash),
      pair("  card", card),
    ]),
    RULE,
    pair("Late / متأخر", String(late.count)),
    ...late.documents.map(({ irn, issuedAt }) => pair(`  ${irn}`, issuedAt.slice(0, 19))),
    ...otherCurrencies.map(({ currency, documents: count, totals: sums }) =>
      pair(`${currency} (${count})`, `${sums.gross}, VAT ${sums.vat}`),
    ),
    "",
  ].join("\n");
}
