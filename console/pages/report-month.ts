// VAT of a month for the return: by category, sales and credit notes apart; saved for an accountant, and on paper.
import type { MonthReport } from "../../agent/core/day-report/month.ts";
import { get } from "../api.ts";
import { type Child, fill, h, ltr } from "../dom.ts";
import { t } from "../language.ts";
import { busy, button, card, facts, field, money, refusalNotice, table, today } from "../parts.ts";
import { alarming, categoryCells, explaining, grossFigure, kindTable, reportActs } from "./report-parts.ts";

export async function monthReport(): Promise<Child> {
  const now = today().slice(0, 7);
  const month = field(t("month"), { type: "month", value: now, max: now });
  const root = h("div", { class: "report" });
  const load = async (): Promise<void> => {
    const path = `/v1/reports/month/${encodeURIComponent(month.input.value)}`;
    const answer = await get<MonthReport>(path);
    fill(root, answer.ok ? monthCards(answer.body, path) : refusalNotice(answer));
  };
  const show = button(t("show"), () => busy(show, load), { class: "primary" });
  await load();
  return [h("div", { class: "ask" }, month.root, show), root];
}

const monthCards = (report: MonthReport, path: string): Child => [
  card(
    t("totals"),
    grossFigure(report.totals.gross),
    facts([
      [t("net"), money(report.totals.net)],
      [t("net-vat"), money(report.totals.vat)],
      report.otherCurrencies.length > 0 && [t("vat-all-currencies"), money(report.vatInSar)],
      [t("documents"), ltr(report.documents.counted)],
      [t("credit-notes"), ltr(`${report.credits.documents} · ${report.credits.gross}`)],
      report.totals.prepaid !== "0.00" && [t("month-prepaid"), money(report.totals.prepaid)],
      alarming(t("month-rejected"), report.documents.rejected),
      explaining(t("month-awaiting"), report.documents.awaiting),
    ]),
    reportActs(path, t("print")),
  ),
  card(
    t("vat-by-category"),
    report.vat.length === 0
      ? h("p", { class: "quiet" }, t("nothing-yet"))
      : table(
          [
            ...[t("category"), t("rate"), t("sales"), t("vat-on-sales")],
            ...[t("credit-notes"), t("vat-on-credits"), t("net-of"), t("net-vat")],
          ],
          report.vat.map((row) => [
            ...categoryCells(row),
            ...[row.sales.taxable, row.sales.vat, row.credits.taxable, row.credits.vat].map((amount) => ltr(amount)),
            ltr(row.taxable),
            h("strong", {}, ltr(row.vat)),
          ]),
        ),
  ),
  card(t("by-kind"), kindTable(report.kinds)),
  ...report.otherCurrencies.map(({ currency, kinds }) =>
    card(`${t("other-currencies")}: ${currency}`, kindTable(kinds)),
  ),
];
