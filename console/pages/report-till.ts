// The till: what is open since the last closing (X), closing it (Z), and the closings that were made.
import type { PresentedClosing, PresentedClosingRow } from "../../agent/api/present.ts";
import type { ClosingReport } from "../../agent/core/day-report/closing.ts";
import { get, post } from "../api.ts";
import { type Child, fill, h, icon, ltr } from "../dom.ts";
import { t, word } from "../language.ts";
import { badge, busy, button, card, dialog, facts, money, notice, refusalNotice, table, when } from "../parts.ts";
import { may } from "../person.ts";
import { go, link } from "../router.ts";
import {
  alarming,
  explaining,
  grossFigure,
  moneyCards,
  otherCurrencies,
  reportActs,
  vatTable,
} from "./report-parts.ts";

const PATH = "/v1/reports";

/** X, with the closings below. */
export async function tillReport(): Promise<Child> {
  const [look, list] = await Promise.all([get<ClosingReport>(`${PATH}/x`), closingList()]);
  if (!look.ok) return refusalNotice(look);
  const close = button(t("close-day"), () => askToClose(look.body), { class: "primary", icon: "good" });
  return h(
    "div",
    { class: "report" },
    periodCards(look.body, reportActs(`${PATH}/x`, t("print"), may("close") && close)),
    list,
  );
}

/** One closing, as it was made. */
export async function closingReport(number: string): Promise<Child> {
  const path = `${PATH}/z/${encodeURIComponent(number)}`;
  const answer = await get<PresentedClosing>(path);
  const back = h("a", { class: "button", href: link("reports") }, icon("back"), h("span", {}, t("to-closings")));
  if (!answer.ok) return [back, refusalNotice(answer)];
  const { closedAt, closedBy, printed, report } = answer.body;
  return h(
    "div",
    { class: "report" },
    card(
      t("closing", { number: answer.body.number }),
      facts([
        [t("closed-at"), when(closedAt)],
        [t("closed-by"), ltr(closedBy)],
        [
          t("paper"),
          badge(printed === "failed" || printed === "unconfirmed" ? "bad" : "plain", word("printed", printed)),
        ],
      ]),
      reportActs(path, t("print-copy"), back),
    ),
    periodCards(report),
  );
}

const periodCards = (report: ClosingReport, acts?: HTMLElement): Child => [
  card(t("totals"), grossFigure(report.totals.gross), facts(sumFacts(report)), acts),
  card(t("vat-by-category"), vatTable(report.vat)),
  moneyCards(report),
  otherCurrencies(report.otherCurrencies),
];

function sumFacts(report: ClosingReport): Parameters<typeof facts>[0] {
  const { documents, credits, cash, drawer, reporting } = report;
  return [
    [t("cash-expected"), h("strong", { "data-figure": "cash" }, money(cash.expected))],
    [t("cash-moved"), ltr(`${cash.received} − ${cash.refunded}`)],
    report.from !== undefined && [t("since-closing"), when(report.from)],
    [t("until"), when(report.to)],
    [t("net"), money(report.totals.net)],
    [t("vat"), money(report.totals.vat)],
    [t("documents"), ltr(documents.counted)],
    [t("credit-notes"), ltr(`${credits.documents} · ${credits.gross}`)],
    ...report.ranges.map(({ first, last }): readonly [string, Child] => [
      t("numbers"),
      ltr(`${first.irn} (${first.icv}) … ${last.irn} (${last.icv})`),
    ]),
    [t("drawer-openings"), t("drawer-counts", { sales: drawer.sales, asked: drawer.asked })],
    alarming(t("drawer-failed"), drawer.failed),
    explaining(t("closing-waiting"), reporting.waiting),
    alarming(t("outbox.late"), reporting.late),
    alarming(t("closing-rejected"), reporting.rejected),
    explaining(t("closing-left"), documents.awaiting),
    explaining(t("closing-refused"), documents.refused),
    explaining(t("closing-again"), documents.madeAgain),
  ];
}

/** Asks once. A closing whose answer was lost is asked for again under the same reference: it is never made twice. */
function askToClose({ cash, documents, totals }: ClosingReport): void {
  const reference = `console/${Date.now()}/${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  const said = h("div", { "aria-live": "polite" });
  dialog(t("close-day"), (shut) => {
    const closeNow = button(
      t("close-now"),
      async () => {
        const answer = await busy(closeNow, () => post<PresentedClosing>(`${PATH}/z`, { reference }));
        if (!answer.ok) return void fill(said, refusalNotice(answer));
        shut();
        go("reports", "z", String(answer.body.number));
      },
      { class: "primary", icon: "good" },
    );
    return [
      facts([
        [t("cash-expected"), h("strong", {}, money(cash.expected))],
        [t("documents"), ltr(documents.counted)],
        [t("totals"), money(totals.gross)],
      ]),
      h("p", {}, t("close-text")),
      documents.awaiting > 0 && notice("warning", `${t("closing-left")}: ${documents.awaiting}`),
      said,
      h("div", { class: "acts" }, closeNow, button(t("keep"), shut)),
    ];
  });
}

/** The closings, newest first; older ones when they are asked for. */
async function closingList(): Promise<HTMLElement> {
  const rows: PresentedClosingRow[] = [];
  const root = card(t("closings"));
  const body = h("div", {});
  const load = async (before?: number): Promise<void> => {
    const query = before === undefined ? "" : `&before=${before}`;
    const answer = await get<{ closings: readonly PresentedClosingRow[]; next?: number }>(`${PATH}/z?limit=20${query}`);
    if (!answer.ok) return void fill(body, refusalNotice(answer));
    const { next } = answer.body;
    rows.push(...answer.body.closings);
    const more = button(t("more"), () => busy(more, () => load(next)));
    fill(
      body,
      rows.length === 0 ? h("p", { class: "quiet" }, t("no-closings")) : closingTable(rows),
      next !== undefined && more,
    );
  };
  await load();
  root.append(body);
  return root;
}

const closingTable = (rows: readonly PresentedClosingRow[]): HTMLElement =>
  table(
    [t("numbers"), t("closed-at"), t("documents"), t("totals"), t("cash-expected"), t("closed-by")],
    rows.map(({ number, closedAt, documents, gross, cashExpected, closedBy }) => [
      h("a", { href: link("reports", "z", String(number)) }, ltr(`Z ${number}`)),
      when(closedAt),
      ltr(documents),
      ltr(gross),
      ltr(cashExpected),
      ltr(closedBy),
    ]),
  );
