// What every report is drawn of: sums, VAT, payments, cashiers, and how it is saved and printed.
import type { DayReport } from "../../agent/core/day-report/day-report.ts";
import type { DayKind, DayVat, Figures } from "../../agent/core/day-report/tally.ts";
import { post } from "../api.ts";
import { type Child, fill, h, icon, ltr } from "../dom.ts";
import { t, word } from "../language.ts";
import { badge, busy, button, card, money, notice, refusalNotice, table } from "../parts.ts";
import { may } from "../person.ts";

/** The amount that is looked for first. */
export const grossFigure = (gross: string): HTMLElement =>
  h(
    "div",
    { class: "figure" },
    h("b", { class: "number", "data-figure": "gross" }, money(gross)),
    h("span", {}, t("with-vat")),
  );

/** A count that somebody should see where it is not nought. */
export const alarming = (name: string, count: number): readonly [string, Child] | false =>
  count > 0 && [name, badge("bad", String(count))];

/** A count that explains why a sum is what it is. */
export const explaining = (name: string, count: number): readonly [string, Child] | false =>
  count > 0 && [name, ltr(count)];

/** Saved for an accountant, and on paper; `more` stands before them. */
export function reportActs(path: string, printText: string, ...more: readonly Child[]): HTMLElement {
  const said = h("div", { "aria-live": "polite" });
  const print = button(
    printText,
    async () => {
      const answer = await busy(print, () => post(`${path}/print`));
      fill(said, answer.ok ? notice("good", t("print-asked")) : refusalNotice(answer));
    },
    { icon: "print" },
  );
  const save = h(
    "a",
    { class: "button", href: `${path}?format=csv`, download: "" },
    icon("download"),
    h("span", {}, t("save-csv")),
  );
  return h("div", {}, h("div", { class: "acts" }, more, save, may("print") && print), said);
}

export const vatTable = (rows: readonly DayVat[]): HTMLElement =>
  rows.length === 0
    ? h("p", { class: "quiet" }, t("nothing-yet"))
    : table(
        [t("category"), t("rate"), t("taxable"), t("vat")],
        rows.map((row) => [...categoryCells(row), ltr(row.taxable), ltr(row.vat)]),
      );

/** Category with its reason, and rate. */
export const categoryCells = ({ category, rate, exemption }: DayVat): readonly Child[] => [
  h("span", {}, word("category", category), exemption !== undefined && [" ", ltr(exemption, "code")]),
  ltr(`${rate}%`),
];

export const kindTable = (kinds: readonly DayKind[]): HTMLElement =>
  table(
    [t("kind"), t("documents"), t("net"), t("vat"), t("with-vat")],
    kinds.map(({ profile, type, count, net, vat, gross }) => [
      `${word("type", type)} · ${word("profile", profile)}`,
      ltr(count),
      ltr(net),
      ltr(vat),
      ltr(gross),
    ]),
  );

/** Means of payment and cashiers: what a drawer is counted by. */
export const moneyCards = ({ payments, cashiers }: Pick<Figures, "payments" | "cashiers">): Child => [
  card(
    t("payments"),
    table(
      [t("means"), t("received"), t("refunded"), t("net-of")],
      payments.map(({ means, received, refunded, net }) => [
        word("means", means),
        ltr(received),
        ltr(refunded),
        ltr(net),
      ]),
    ),
  ),
  card(
    t("cashiers"),
    table(
      [t("cashier"), t("documents"), t("sales"), t("refunds"), word("means", "cash"), word("means", "card")],
      cashiers.map((row) => [
        row.cashier || t("no-cashier"),
        ltr(row.documents),
        ltr(row.sales),
        ltr(row.refunds),
        ltr(row.cash),
        ltr(row.card),
      ]),
    ),
  ),
];

/** Sums in another currency stand apart. */
export const otherCurrencies = (others: DayReport["otherCurrencies"]): Child =>
  others.length > 0 &&
  card(
    t("other-currencies"),
    table(
      ["", t("documents"), t("net"), t("vat"), t("with-vat")],
      others.map(({ currency, documents, totals }) => [
        ltr(currency),
        ltr(documents),
        ltr(totals.net),
        ltr(totals.vat),
        ltr(totals.gross),
      ]),
    ),
  );
