// Reports: the closing of a day, and VAT of a month by category; both can be saved for an accountant.
import type { DayReport } from "../../agent/core/day-report/day-report.ts";
import type { DayVat } from "../../agent/core/day-report/tally.ts";
import { get, post } from "../api.ts";
import { csv } from "../csv.ts";
import { type Child, fill, h, ltr } from "../dom.ts";
import { t, word } from "../language.ts";
import { sum } from "../money.ts";
import {
  badge,
  busy,
  button,
  card,
  download,
  facts,
  field,
  money,
  notice,
  refusalNotice,
  table,
  today,
} from "../parts.ts";
import { may } from "../person.ts";
import { link } from "../router.ts";

const CSV_TYPE = "text/csv;charset=utf-8";
/** Days asked for at the same time. */
const AT_ONCE = 6;

export async function reportsPage([, kind]: readonly string[]): Promise<Child> {
  const isMonth = kind === "month";
  const tab = (name: "day" | "month", here: boolean): HTMLElement =>
    h("a", { href: link("reports", name), "aria-current": here ? "page" : undefined }, t(`report.${name}`));
  return [
    h("h1", { class: "away" }, t("nav.reports")),
    h("nav", { class: "tabs", "aria-label": t("nav.reports") }, tab("day", !isMonth), tab("month", isMonth)),
    isMonth ? await monthReport() : await dayReport(),
  ];
}

async function dayReport(): Promise<Child> {
  const date = field(t("day"), { type: "date", value: today(), max: today() });
  const root = h("div", { class: "report" });
  const load = async (): Promise<void> => {
    const answer = await get<DayReport>(`/v1/reports/day/${date.input.value}`);
    fill(root, answer.ok ? dayParts(answer.body) : refusalNotice(answer));
  };
  date.input.addEventListener("change", () => void load());
  await load();
  return [date.root, root];
}

const dayParts = (day: DayReport): Child => [
  card(
    t("totals"),
    h(
      "div",
      { class: "figure" },
      h("b", { class: "number", "data-figure": "gross" }, money(day.totals.gross)),
      h("span", {}, t("with-vat")),
    ),
    facts([
      [t("net"), money(day.totals.net)],
      [t("vat"), money(day.totals.vat)],
      [t("documents"), ltr(day.documents.counted)],
      [word("type", "credit-note"), ltr(day.documents.byType["credit-note"])],
      day.documents.rejected > 0 && [word("state", "rejected"), badge("bad", String(day.documents.rejected))],
      day.late.count > 0 && [t("outbox.late"), badge("bad", String(day.late.count))],
      day.first !== undefined && [t("numbers"), ltr(`${day.first} … ${day.last ?? ""}`)],
    ]),
    dayActs(day),
  ),
  card(t("vat-by-category"), vatTable(day.vat)),
  card(
    t("payments"),
    table(
      [t("means"), t("received"), t("refunded"), t("net-of")],
      day.payments.map(({ means, received, refunded, net }) => [
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
      day.cashiers.map((row) => [
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

/** Saved for an accountant, or on paper for the drawer. */
function dayActs(day: DayReport): HTMLElement {
  const said = h("div", { "aria-live": "polite" });
  const save = (): void => download(`khatm-${day.date}.csv`, dayCsv(day), CSV_TYPE);
  const print = button(
    t("print"),
    async () => {
      const answer = await busy(print, () => post(`/v1/reports/day/${day.date}/print`));
      fill(said, answer.ok ? notice("good", t("print-asked")) : refusalNotice(answer));
    },
    { icon: "print" },
  );
  return h(
    "div",
    {},
    h("div", { class: "acts" }, button(t("save-csv"), save, { icon: "download" }), may("print") && print),
    said,
  );
}

const vatTable = (rows: readonly DayVat[]): HTMLElement =>
  rows.length === 0
    ? h("p", { class: "quiet" }, t("nothing-yet"))
    : table(
        [t("category"), t("rate"), t("taxable"), t("vat")],
        rows.map(({ category, rate, exemption, taxable, vat }) => [
          h("span", {}, word("category", category), exemption !== undefined && [" ", ltr(exemption, "code")]),
          ltr(`${rate}%`),
          ltr(taxable),
          ltr(vat),
        ]),
      );

async function monthReport(): Promise<Child> {
  const month = field(t("month"), { type: "month", value: today().slice(0, 7), max: today().slice(0, 7) });
  const root = h("div", { class: "report" });
  const show = button(t("show"), () => busy(show, load), { class: "primary" });
  const load = async (): Promise<void> => {
    const days = await daysOf(month.input.value);
    const found = days.filter((day) => day !== undefined);
    if (found.length < days.length) return void fill(root, notice("bad", t("month-incomplete")));
    fill(root, monthParts(month.input.value, found));
  };
  await load();
  return [h("div", { class: "ask" }, month.root, show), root];
}

/** The reports of every day of a month up to today; undefined for one that could not be had. */
async function daysOf(month: string): Promise<readonly (DayReport | undefined)[]> {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const dates = Array.from({ length: last }, (_, i) => `${month}-${String(i + 1).padStart(2, "0")}`).filter(
    (date) => date <= today(),
  );
  const days: (DayReport | undefined)[] = [];
  for (let at = 0; at < dates.length; at += AT_ONCE) {
    const some = await Promise.all(
      dates.slice(at, at + AT_ONCE).map((date) => get<DayReport>(`/v1/reports/day/${date}`)),
    );
    days.push(...some.map((answer) => (answer.ok ? answer.body : undefined)));
  }
  return days;
}

function monthParts(month: string, days: readonly DayReport[]): Child {
  const vat = monthVat(days);
  const total = (name: "net" | "vat" | "gross"): string => sum(days.map(({ totals }) => totals[name]));
  const save = (): void =>
    download(
      `khatm-vat-${month}.csv`,
      csv([
        ["category", "rate", "exemption", "taxable", "vat"],
        ...vat.map((row) => [row.category, row.rate, row.exemption ?? "", row.taxable, row.vat]),
      ]),
      CSV_TYPE,
    );
  return [
    card(
      t("totals"),
      h("div", { class: "figure" }, h("b", { class: "number" }, money(total("gross"))), h("span", {}, t("with-vat"))),
      facts([
        [t("net"), money(total("net"))],
        [t("vat"), money(total("vat"))],
        [t("documents"), ltr(days.reduce((all, day) => all + day.documents.counted, 0))],
      ]),
      button(t("save-csv"), save, { icon: "download" }),
    ),
    card(t("vat-by-category"), vatTable(vat)),
    card(
      t("by-day"),
      table(
        [t("day"), t("documents"), t("net"), t("vat"), t("with-vat")],
        days
          .filter((day) => day.documents.counted > 0)
          .map((day) => [
            ltr(day.date),
            ltr(day.documents.counted),
            ltr(day.totals.net),
            ltr(day.totals.vat),
            ltr(day.totals.gross),
          ]),
      ),
    ),
  ];
}

/** Sums of equal category, rate and reason; the days come in order, and so do the rows. */
function monthVat(days: readonly DayReport[]): readonly DayVat[] {
  const rows = new Map<string, DayVat>();
  for (const row of days.flatMap((day) => day.vat)) {
    const key = `${row.category} ${row.rate} ${row.exemption ?? ""}`;
    const known = rows.get(key);
    rows.set(
      key,
      known === undefined
        ? row
        : { ...known, taxable: sum([known.taxable, row.taxable]), vat: sum([known.vat, row.vat]) },
    );
  }
  return [...rows.values()];
}

const dayCsv = (day: DayReport): string =>
  csv([
    ["date", day.date],
    ["documents", day.documents.counted],
    ["net", day.totals.net],
    ["vat", day.totals.vat],
    ["gross", day.totals.gross],
    [],
    ["category", "rate", "exemption", "taxable", "vat"],
    ...day.vat.map((row) => [row.category, row.rate, row.exemption ?? "", row.taxable, row.vat]),
    [],
    ["means", "received", "refunded", "net"],
    ...day.payments.map((row) => [row.means, row.received, row.refunded, row.net]),
    [],
    ["cashier", "documents", "sales", "refunds", "cash", "card", "other"],
    ...day.cashiers.map((row) => [row.cashier, row.documents, row.sales, row.refunds, row.cash, row.card, row.other]),
  ]);
