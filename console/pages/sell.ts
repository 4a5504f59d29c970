// The sale page: items to touch, the basket beside them, a total the terminal reckons, and the money.

import type { Totals } from "../../agent/core/invoice/totals.ts";
import type { Violation } from "../../agent/core/violation.ts";
import { type Answer, get, post } from "../api.ts";
import { type Child, fill, h, icon, ltr } from "../dom.ts";
import { named, t, word } from "../language.ts";
import { button, dialog, money, notice, pictureButton, refusalNotice, violationList } from "../parts.ts";
import { onLeave } from "../router.ts";
import {
  added,
  type Basket,
  type BasketLine,
  changed,
  emptyBasket,
  type Item,
  isWeighed,
  keep,
  keptBasket,
  saleOf,
} from "../sale/basket.ts";
import { askBuyer } from "../sale/buyer-dialog.ts";
import { askDiscount, askFreeItem, askLine } from "../sale/line-dialog.ts";
import { askPayment } from "../sale/pay-dialog.ts";
import { type Sold, soldSheet } from "../sale/sold.ts";
import { tiles } from "../sale/tiles.ts";

interface PriceList {
  readonly items: readonly Item[];
  readonly violations: readonly Violation[];
}
interface Quote {
  readonly totals: Totals;
  readonly warnings: readonly Violation[];
}

const QUOTE_MS = 120;

export async function sellPage(): Promise<Child> {
  const list = await get<PriceList>("/v1/price-list");
  let basket = keptBasket();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const root = h("div", { class: "counter" });
  const side = h("section", { class: "basket", "aria-label": t("basket") });
  const update = (next: Basket): void => {
    basket = next;
    keep(next);
    drawBasket(undefined);
    clearTimeout(timer);
    timer = setTimeout(() => void quote(), QUOTE_MS);
  };
  const quote = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    if (basket.lines.length === 0) return;
    const answer = await post<Quote>("/v1/quote", saleOf(basket, []));
    if (mine === asked) drawBasket(answer);
  };
  const take = (item: Item): void => {
    if (isWeighed(item))
      askLine({ ...item, quantity: "1" }, (line) => line && update(added(basket, line, line.quantity)), true);
    else update(added(basket, item));
  };
  const takeFree = (): void => askFreeItem((item) => update(added(basket, item)));
  const change = (at: number, line: BasketLine | undefined): void => update(changed(basket, at, () => line));
  const done = (sold: Sold): void => {
    update(emptyBasket());
    fill(root, soldSheet(sold, draw));
  };
  const drawBasket = (quoted: Answer<Quote> | undefined): void => {
    fill(side, basketHead(basket, update), basketLines(basket, change), basketFoot(basket, quoted, done));
  };
  const draw = (): void => {
    const problems = list.ok ? list.body.violations : [];
    fill(root, tiles(list.ok ? list.body.items : [], { take, takeFree }), side);
    if (!list.ok) root.prepend(refusalNotice(list));
    if (problems.length > 0)
      root.prepend(notice("warning", h("strong", {}, t("price-list-problems")), violationList(problems)));
    drawBasket(undefined);
    void quote();
  };
  onLeave(() => clearTimeout(timer));
  draw();
  return [h("h1", { class: "away" }, t("nav.sell")), root];
}

function basketHead(basket: Basket, update: (basket: Basket) => void): HTMLElement {
  const isFull = basket.lines.length > 0;
  const { buyer } = basket;
  const setBuyer = (next: Basket["buyer"]): void => {
    const { buyer: _, ...rest } = basket;
    update(next === undefined ? rest : { ...rest, buyer: next });
  };
  return h(
    "header",
    {},
    h(
      "button",
      {
        type: "button",
        class: "switch",
        "aria-pressed": String(buyer !== undefined),
        onclick: () => askBuyer(buyer, setBuyer),
      },
      buyer === undefined ? t("simple-receipt") : `${t("tax-invoice")}: ${buyer.name}`,
    ),
    isFull && discountButton(basket, update),
    isFull && pictureButton("remove", t("empty-basket"), () => askEmpty(() => update(emptyBasket()))),
  );
}

function discountButton(basket: Basket, update: (basket: Basket) => void): HTMLElement {
  const { discount, ...rest } = basket;
  const set = (percent: string | undefined): void =>
    update(percent === undefined ? rest : { ...rest, discount: percent });
  const shown = discount === undefined ? "%" : `−${discount}%`;
  return h(
    "button",
    {
      type: "button",
      "aria-label": `${t("discount-on-all")} ${shown}`,
      class: "percent",
      onclick: () => askDiscount(discount, set),
    },
    ltr(shown),
  );
}

function askEmpty(then: () => void): void {
  dialog(t("empty-basket"), (close) => [
    h("p", {}, t("empty-basket-text")),
    h(
      "div",
      { class: "acts" },
      button(
        t("empty-basket"),
        () => {
          close();
          then();
        },
        { class: "danger" },
      ),
      button(t("keep"), close),
    ),
  ]);
}

function basketLines({ lines }: Basket, change: (at: number, line: BasketLine | undefined) => void): HTMLElement {
  if (lines.length === 0) return h("p", { class: "quiet empty" }, icon("sell"), t("basket-empty"));
  const list = h(
    "ol",
    { class: "lines" },
    lines.map((line, at) => lineRow(line, (next) => change(at, next))),
  );
  queueMicrotask(() => list.scrollTo({ top: list.scrollHeight }));
  return list;
}

function lineRow(line: BasketLine, change: (line: BasketLine | undefined) => void): HTMLElement {
  const count = Number(line.quantity);
  const name = named(line.name);
  const step = (by: number): void => change(count + by > 0 ? { ...line, quantity: String(count + by) } : undefined);
  const isCounted = !isWeighed(line) && Number.isInteger(count);
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "line", onclick: () => askLine(line, change) },
      h("span", {}, name),
      h("small", {}, ltr(line.price), line.discount !== undefined && [" ", ltr(`−${line.discount}%`, "off")]),
    ),
    isCounted
      ? h(
          "div",
          { class: "stepper" },
          pictureButton("minus", t("one-less", { name }), () => step(-1)),
          ltr(line.quantity),
          pictureButton("plus", t("one-more", { name }), () => step(1)),
        )
      : h("div", { class: "stepper" }, ltr(line.quantity), word("unit", line.unit ?? "PCE")),
  );
}

function basketFoot(basket: Basket, quoted: Answer<Quote> | undefined, done: (sold: Sold) => void): Child {
  if (basket.lines.length === 0) return undefined;
  const total = quoted?.ok ? quoted.body.totals : undefined;
  const count = basket.lines.length;
  return h(
    "footer",
    {},
    quoted !== undefined && !quoted.ok && refusalNotice(quoted),
    total !== undefined &&
      h(
        "div",
        { class: "sums" },
        h("span", {}, t("vat-in-it"), " ", money(total.vat)),
        h("span", {}, t("line-count", { count })),
      ),
    h(
      "button",
      {
        type: "button",
        class: "primary pay",
        disabled: total === undefined,
        onclick: () => total !== undefined && askPayment(basket, total.payable, done),
      },
      h("span", {}, t("pay")),
      total !== undefined && money(total.payable),
    ),
  );
}
