// The report of a calendar day, as far as it has come.
import type { DayReport } from "../../agent/core/day-report/day-report.ts";
import { get } from "../api.ts";
import { type Child, fill, h, ltr } from "../dom.ts";
import { t, word } from "../language.ts";
import { card, facts, field, money, refusalNotice, today } from "../parts.ts";
import { alarming, grossFigure, moneyCards, otherCurrencies, reportActs, vatTable } from "./report-parts.ts";

export async function dayReport(): Promise<Child> {
  const date = field(t("day"), { type: "date", value: today(), max: today() });
  const root = h("div", { class: "report" });
  const load = async (): Promise<void> => {
    const path = `/v1/reports/day/${encodeURIComponent(date.input.value)}`;
    const answer = await get<DayReport>(path);
    fill(root, answer.ok ? dayCards(answer.body, path) : refusalNotice(answer));
  };
  date.input.addEventListener("change", () => void load());
  await load();
  return [date.root, root];
}

const dayCards = (day: DayReport, path: string): Child => [
  card(
    t("totals"),
    grossFigure(day.totals.gross),
    facts([
      [t("net"), money(day.totals.net)],
      [t("vat"), money(day.totals.vat)],
      [t("documents"), ltr(day.documents.counted)],
      [word("type", "credit-note"), ltr(day.documents.byType["credit-note"])],
      alarming(word("state", "rejected"), day.documents.rejected),
      alarming(t("outbox.late"), day.late.count),
      day.first !== undefined && [t("numbers"), ltr(`${day.first} … ${day.last ?? ""}`)],
    ]),
    reportActs(path, t("print")),
  ),
  card(t("vat-by-category"), vatTable(day.vat)),
  moneyCards(day),
  otherCurrencies(day.otherCurrencies),
];
