// A credit note from a document: the whole of it, or some lines, each as much as is given back.
import type { PresentedDocument } from "../../agent/api/present.ts";
import type { Totals } from "../../agent/core/invoice/totals.ts";
import { documentPath, get, post } from "../api.ts";
import { type Child, fill, h, ltr } from "../dom.ts";
import { named, t, word } from "../language.ts";
import { latin } from "../money.ts";
import { busy, button, choice, money, refusalNotice, tick } from "../parts.ts";
import { go, link, onLeave } from "../router.ts";
import { emptyBasket } from "../sale/basket.ts";
import { creditOf, type StoredSale } from "../sale/credit.ts";
import { soldSheet } from "../sale/sold.ts";

const REASONS = ["returned", "cancelled", "value-changed", "supply-changed", "party-details-changed"];
const QUOTE_MS = 150;

/** The page, with everything given back to begin with. */
export async function creditPage(document: PresentedDocument): Promise<Child> {
  const { irn } = document;
  const back = h("a", { class: "back", href: link("documents", irn) }, t("back-to", { irn }));
  const answer = await get<StoredSale>(documentPath(irn, "/sale"));
  if (!answer.ok) return [back, refusalNotice(answer)];
  return [back, h("h1", {}, t("credit-for"), " ", ltr(irn)), await creditForm(irn, answer.body)];
}

async function creditForm(irn: string, sale: StoredSale): Promise<HTMLElement> {
  const { root: wishes, note, means } = wishesOf(irn, sale);
  const total = h("div", { class: "due" });
  const said = h("div", { "aria-live": "polite" });
  const root = h("div", { class: "credit" });
  let payable = "0.00";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const price = async (): Promise<void> => {
    const quoted = await post<{ totals: Totals }>("/v1/quote", note([]));
    payable = quoted.ok ? quoted.body.totals.payable : "0.00";
    issue.disabled = !quoted.ok;
    fill(total, h("span", {}, t("refund")), money(payable));
    fill(said, !quoted.ok && refusalNotice(quoted));
  };
  const send = async (): Promise<void> => {
    const made = await busy(issue, () =>
      post<PresentedDocument>("/v1/invoices", note([{ means: means(), amount: payable }])),
    );
    if (made.ok)
      fill(
        root,
        soldSheet({ document: made.body, isAwaiting: made.status === 202 }, () => go("sell")),
      );
    else fill(said, refusalNotice(made));
  };
  const issue = button(t("issue-credit"), send, { class: "primary", icon: "undo" });
  wishes.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void price(), QUOTE_MS);
  });
  onLeave(() => clearTimeout(timer));
  await price();
  return fill(root, wishes, total, said, issue);
}

interface Wishes {
  readonly root: HTMLElement;
  /** The credit note as it stands, with its payments. */
  readonly note: (payments: readonly object[]) => object;
  readonly means: () => string;
}

/** What is given back, why, and how: under one reference, however often it is sent. */
function wishesOf(irn: string, sale: StoredSale): Wishes {
  const { reference } = emptyBasket();
  const rows = sale.lines.map(creditRow);
  const reason = choice(
    t("reason"),
    REASONS.map((name) => [name, word("reason", name)]),
  );
  const means = choice(
    t("refund-by"),
    (["cash", "card"] as const).map((name) => [name, word("means", name)]),
  );
  const quantities = (): readonly (string | undefined)[] => rows.map(({ quantity }) => quantity());
  return {
    root: h(
      "div",
      {},
      h(
        "ul",
        { class: "credit-lines" },
        rows.map(({ root }) => root),
      ),
      h("div", { class: "pair" }, reason.root, means.root),
    ),
    note: (payments) =>
      creditOf(sale, { irn, reference, reason: reason.input.value, payments, quantities: quantities() }),
    means: () => means.input.value,
  };
}

/** A line to tick, and how many of it. */
function creditRow(line: StoredSale["lines"][number]): {
  readonly root: HTMLElement;
  readonly quantity: () => string | undefined;
} {
  const name = named(line.name);
  const box = tick(name, { checked: true });
  const count = h("input", {
    type: "text",
    inputmode: "decimal",
    dir: "ltr",
    value: line.quantity,
    "aria-label": t("quantity-of", { name }),
  });
  return {
    root: h(
      "li",
      {},
      box.root,
      h("div", {}, count, h("span", { class: "quiet" }, t("of"), " ", ltr(line.quantity), " × ", ltr(line.price))),
    ),
    quantity: () => (box.input.checked ? latin(count.value) : undefined),
  };
}
