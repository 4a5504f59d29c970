// The documents, newest first: search, filters, page by page.
import type { PresentedDocument } from "../../agent/api/present.ts";
import { get } from "../api.ts";
import { type Child, fill, h } from "../dom.ts";
import { t, word } from "../language.ts";
import { listen } from "../live.ts";
import { busy, button, choice, field, form, refusalNotice } from "../parts.ts";
import { onLeave } from "../router.ts";
import { documentRow } from "./document-row.ts";

const STATES = ["queued", "reported", "reported-with-warnings", "cleared", "awaiting-clearance", "rejected"];
const TYPES = ["invoice", "credit-note", "debit-note", "prepayment"];
const PAGE = 30;

interface Page {
  readonly documents: readonly PresentedDocument[];
  readonly next?: number;
}

export async function documentsPage(): Promise<Child> {
  const search = field(t("search"), { type: "search", name: "search" });
  const state = choice(t("state"), [["", t("all")], ...STATES.map((name) => [name, word("state", name)] as const)]);
  const type = choice(t("type"), [["", t("all")], ...TYPES.map((name) => [name, word("type", name)] as const)]);
  const from = field(t("from"), { type: "date" });
  const to = field(t("to"), { type: "date" });
  const rows = h("ul", { class: "rows" });
  const foot = h("div", { class: "foot", "aria-live": "polite" });
  const query = (before?: number): string => {
    const given = { search: search.input.value.trim(), state: state.input.value, type: type.input.value };
    const days = { from: from.input.value, to: to.input.value };
    const all = { ...given, ...days, limit: String(PAGE), before: before === undefined ? "" : String(before) };
    return String(new URLSearchParams(Object.entries(all).filter(([, value]) => value !== "")));
  };
  const load = async (before?: number): Promise<void> => {
    const answer = await get<Page>(`/v1/invoices?${query(before)}`);
    if (!answer.ok) return void fill(foot, refusalNotice(answer));
    const { documents, next } = answer.body;
    if (before === undefined) fill(rows);
    rows.append(...documents.map(documentRow));
    const more = button(t("more"), () => busy(more, () => load(next)));
    fill(
      foot,
      rows.childElementCount === 0 && h("p", { class: "quiet" }, t("nothing-found")),
      next !== undefined && more,
    );
  };
  for (const one of [state, type, from, to]) one.input.addEventListener("change", () => void load());
  search.input.addEventListener("search", () => void load());
  onLeave(listen((event) => void (event === "issued" && rows.childElementCount <= PAGE && load())));
  await load();
  const filters = form(
    () => load(),
    search.root,
    state.root,
    h("details", {}, h("summary", {}, t("more-filters")), h("div", { class: "pair" }, type.root, from.root, to.root)),
  );
  filters.classList.add("filters");
  return [h("h1", {}, t("nav.documents")), filters, rows, foot];
}
