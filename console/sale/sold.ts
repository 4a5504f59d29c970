// A sale that is done: its number, the change, the paper.
import type { PresentedDocument } from "../../agent/api/present.ts";
import { h, ltr } from "../dom.ts";
import { t } from "../language.ts";
import { receiptPicture, reprint } from "../paper.ts";
import { button, money, notice, violationList } from "../parts.ts";
import { link } from "../router.ts";

export interface Sold {
  /** A sale held for clearance has a reference and no number yet. */
  readonly document: PresentedDocument;
  readonly isAwaiting: boolean;
}

/** What the cashier sees after the sale. */
export function soldSheet({ document, isAwaiting }: Sold, again: () => void): HTMLElement {
  const next = button(t("new-sale"), again, { class: "primary", icon: "sell" });
  if (isAwaiting) return awaiting(next);
  const said = h("div", { "aria-live": "polite" });
  const print = button(t("print-copy"), () => reprint(print, document.irn, said), { icon: "print" });
  const { irn, totals, type } = document;
  const sheet = h(
    "section",
    { class: "sold" },
    h(
      "div",
      {},
      notice("good", h("strong", {}, t("sold")), " ", h("a", { href: link("documents", irn) }, ltr(irn))),
      h(
        "div",
        { class: "due" },
        h("span", {}, t(type === "credit-note" ? "refunded" : "payable")),
        money(totals.payable),
      ),
      h("div", { class: "due change" }, h("span", {}, t("change-due")), money(totals.change)),
      violationList(document.warnings),
      h("div", { class: "acts" }, next, print),
      said,
    ),
    receiptPicture(document),
  );
  queueMicrotask(() => next.focus());
  return sheet;
}

const awaiting = (next: HTMLElement): HTMLElement =>
  h(
    "section",
    { class: "sold" },
    h(
      "div",
      {},
      notice("warning", h("strong", {}, t("awaiting")), h("p", {}, t("awaiting-text"))),
      h("div", { class: "acts" }, next),
    ),
  );
