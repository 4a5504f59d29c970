// X and Z reports, the list of closings and the month's VAT as text of 42 columns: for a terminal window.
import type { Bilingual } from "../bilingual.ts";
import type { ClosingReport } from "./closing.ts";
import { below, centred, RULE, told } from "./columns.ts";
import type { MonthReport } from "./month.ts";
import { nameOf, WORDS } from "./words.ts";

/** An X report, or the Z report of a number. */
export function closingText(report: ClosingReport, number?: number): string {
  const { documents, sales, credits, totals, cash, drawer, reporting } = report;
  return [
    centred(number === undefined ? "X REPORT / تقرير X" : `Z REPORT No. ${number} / إقفال`),
    told(WORDS.from, report.from?.slice(0, 19) ?? `${WORDS.firstSale.en} / ${WORDS.firstSale.ar}`),
    told(WORDS.to, report.to.slice(0, 19)),
    ...report.ranges.flatMap(({ first, last }) => [
      below(WORDS.first, `${first.irn} (${first.icv})`),
      below(WORDS.last, `${last.irn} (${last.icv})`),
    ]),
    RULE,
    ...sideLines({ ...WORDS.sales, en: "Sales" }, sales),
    ...sideLines(WORDS.credits, credits),
    RULE,
    told(WORDS.net, totals.net),
    told(WORDS.vat, totals.vat),
    told(WORDS.gross, totals.gross),
    RULE,
    ...report.vat.flatMap((row) => [
      `${row.category} ${row.rate} %${row.exemption === undefined ? "" : ` ${row.exemption}`}`,
      below(WORDS.taxable, row.taxable),
      below(WORDS.vat, row.vat),
    ]),
    RULE,
    ...report.payments.map(({ means, net }) => told(nameOf(means), net)),
    RULE,
    ...report.cashiers.flatMap((row) => [
      told(cashierName(row.cashier), `x ${row.documents}`),
      below(WORDS.sales, row.sales),
      below(WORDS.refunds, row.refunds),
      below(nameOf("cash"), row.cash),
      below(nameOf("card"), row.card),
      below(WORDS.other, row.other),
    ]),
    RULE,
    told(WORDS.cashIn, cash.received),
    told(WORDS.cashOut, cash.refunded),
    told(WORDS.cashExpected, cash.expected),
    told(WORDS.drawer, `${drawer.sales}, ${drawer.asked}, ${drawer.failed}`),
    RULE,
    told(WORDS.waiting, String(reporting.waiting)),
    told(WORDS.late, String(reporting.late)),
    told(WORDS.rejected, String(reporting.rejected)),
    ...noted(WORDS.awaiting, documents.awaiting),
    ...noted(WORDS.refused, documents.refused),
    ...noted(WORDS.madeAgain, documents.madeAgain),
    ...report.otherCurrencies.map(({ currency, documents: count, totals: sums }) =>
      told(asIs(`${currency} (${count})`), `${sums.gross}, VAT ${sums.vat}`),
    ),
    "",
  ].join("\n");
}

const asIs = (text: string): Bilingual => ({ ar: text, en: text });

const cashierName = (name: string): Bilingual => (name === "" ? WORDS.nobody : asIs(name));

const sideLines = (name: Bilingual, side: ClosingReport["sales"]): readonly string[] => [
  told(name, `x ${side.documents}`),
  below(WORDS.net, side.net),
  below(WORDS.vat, side.vat),
  below(WORDS.gross, side.gross),
];

const noted = (name: Bilingual, count: number): readonly string[] => (count > 0 ? [told(name, String(count))] : []);

/** The adjective stands behind the noun in Arabic, in the singular: it describes a plural of things. */
function kindName(profile: string, type: string, count: number): Bilingual {
  const [how, what] = [nameOf(profile), nameOf(type)];
  return { ar: `${what.ar} ${how.ar} x ${count}`, en: `${how.en} ${what.en} x ${count}` };
}

/** A month's VAT by category. */
export function monthText(report: MonthReport): string {
  const { documents, totals, otherCurrencies, vatInSar } = report;
  return [
    centred("VAT OF THE MONTH / ضريبة الشهر"),
    centred(report.month),
    RULE,
    ...report.vat.flatMap((row) => [
      `${row.category} ${row.rate} %${row.exemption === undefined ? "" : ` ${row.exemption}`}`,
      below(WORDS.sales, row.sales.taxable),
      below(WORDS.salesVat, row.sales.vat),
      below(WORDS.credits, row.credits.taxable),
      below(WORDS.creditVat, row.credits.vat),
      below(WORDS.balance, row.taxable),
      below(WORDS.balanceVat, row.vat),
    ]),
    RULE,
    told(WORDS.net, totals.net),
    told(WORDS.vat, totals.vat),
    told(WORDS.gross, totals.gross),
    ...(totals.prepaid === "0.00" ? [] : [told(WORDS.advances, totals.prepaid)]),
    RULE,
    told(WORDS.documents, String(documents.counted)),
    ...report.kinds.map(({ profile, type, count, gross }) => below(kindName(profile, type, count), gross)),
    ...otherCurrencies.map(({ currency, documents: count, vatInSar: own }) =>
      below(WORDS.vatInSar, `${currency} x ${count}: ${own}`),
    ),
    ...(otherCurrencies.length === 0 ? [] : [told(WORDS.allVat, vatInSar)]),
    told(WORDS.rejectedOut, String(documents.rejected)),
    told(WORDS.awaiting, String(documents.awaiting)),
    "",
  ].join("\n");
}
