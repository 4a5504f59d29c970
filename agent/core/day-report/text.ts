// The daily closing as text of 42 columns: for a terminal window, and for a slip of 80 mm paper.
import { below, centred, RULE, told } from "./columns.ts";
import type { DayReport } from "./day-report.ts";
import { nameOf, WORDS } from "./words.ts";

/** The closing in both languages. */
export function dayReportText(report: DayReport): string {
  const { date, first, last, documents, totals, vat, payments, cashiers, late, otherCurrencies } = report;
  return [
    centred("X REPORT / تقرير اليوم"),
    centred(date),
    RULE,
    told(WORDS.documents, String(documents.counted)),
    ...Object.entries(documents.byType)
      .filter(([, count]) => count > 0)
      .map(([type, count]) => below(nameOf(type), String(count))),
    ...(first === undefined || last === undefined ? [] : [below(WORDS.from, first), below(WORDS.to, last)]),
    ...(documents.awaiting > 0 ? [below(WORDS.awaiting, String(documents.awaiting))] : []),
    ...(documents.rejected > 0 ? [below(WORDS.rejectedOut, String(documents.rejected))] : []),
    RULE,
    told(WORDS.net, totals.net),
    told(WORDS.vat, totals.vat),
    told(WORDS.gross, totals.gross),
    told(WORDS.payable, totals.payable),
    RULE,
    ...vat.flatMap((row) => [
      `${row.category} ${row.rate} %${row.exemption === undefined ? "" : ` ${row.exemption}`}`,
      below(WORDS.taxable, row.taxable),
      below(WORDS.vat, row.vat),
    ]),
    RULE,
    ...payments.map(({ means, net }) => told(nameOf(means), net)),
    RULE,
    ...cashiers.flatMap(({ cashier, sales, refunds, cash, card }) => [
      cashier || `${WORDS.nobody.en} / ${WORDS.nobody.ar}`,
      below(WORDS.sales, sales),
      below(WORDS.refunds, refunds),
      below(nameOf("cash"), cash),
      below(nameOf("card"), card),
    ]),
    RULE,
    told(WORDS.late, String(late.count)),
    ...late.documents.map(({ irn, issuedAt }) => below({ ar: irn, en: irn }, issuedAt.slice(0, 19))),
    ...otherCurrencies.map(({ currency, documents: count, totals: sums }) => {
      const name = `${currency} (${count})`;
      return told({ ar: name, en: name }, `${sums.gross}, VAT ${sums.vat}`);
    }),
    "",
  ].join("\n");
}
