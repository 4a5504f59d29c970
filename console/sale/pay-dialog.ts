// Taking the money: cash with its change, card, or cash and the rest by card; then the document.
import { type Answer, documentPath, get, post } from "../api.ts";
import { type Child, fill, h, icon, ltr } from "../dom.ts";
import { t } from "../language.ts";
import { decimal, grouped, halalas, latin } from "../money.ts";
import { busy, button, dialog, field, money, refusalNotice } from "../parts.ts";
import { type Basket, type Payment, saleOf } from "./basket.ts";
import { keypad } from "./keypad.ts";
import type { Sold } from "./sold.ts";

/** What a customer is likely to hand over for an amount. */
export function notes(payable: bigint): readonly bigint[] {
  const up = [100n, 500n, 1_000n, 5_000n, 10_000n, 50_000n].map((step) => ((payable + step - 1n) / step) * step);
  return [...new Set([payable, ...up])].filter((amount) => amount < payable + 50_000n).slice(0, 4);
}

/** How it is paid: cash up to what was handed over, the rest by card. */
function paymentsOf(payable: bigint, cash: bigint): readonly Payment[] {
  const rest = payable - cash;
  return [
    ...(cash > 0n ? [{ means: "cash", amount: decimal(cash) } as const] : []),
    ...(rest > 0n ? [{ means: "card", amount: decimal(rest) } as const] : []),
  ];
}

/** Asks for the money and issues the document. Closed without success, nothing has happened. */
export function askPayment(basket: Basket, total: string, then: (sold: Sold) => void): void {
  const payable = halalas(total) ?? 0n;
  const cash = field(t("cash-received"), { inputmode: "decimal", dir: "ltr" });
  const said = h("div", { class: "outcome", "aria-live": "polite" });
  const change = h("output", { class: "change" });
  const quick = h("div", { class: "chips" });
  const received = (): bigint | undefined => halalas(latin(cash.input.value));
  dialog(t("pay"), (close) => {
    const issue = async (pressed: HTMLButtonElement, payments: readonly Payment[]): Promise<void> => {
      const answer = await busy(pressed, () => sell(saleOf(basket, payments)));
      if (!answer.ok) return void fill(said, refusalNotice(answer));
      close();
      then({ document: answer.body, isAwaiting: isAwaiting(answer) });
    };
    const byCard = button(t("all-by-card"), () => issue(byCard, paymentsOf(payable, 0n)), {
      icon: "card",
      class: "means",
    });
    const byCash = button(t("take-cash"), () => issue(byCash, paymentsOf(payable, received() ?? 0n)), {
      icon: "cash",
      class: "primary",
    });
    const draw = (): void => {
      const given = received();
      byCash.disabled = given === undefined || given <= 0n;
      fill(change, changeText(payable, given));
    };
    cash.input.addEventListener("input", draw);
    fill(
      quick,
      notes(payable).map((amount) =>
        h("button", { type: "button", onclick: () => hand(amount) }, ltr(grouped(decimal(amount)))),
      ),
    );
    const hand = (amount: bigint): void => {
      cash.input.value = decimal(amount);
      draw();
    };
    draw();
    return [
      h(
        "div",
        { class: "with-keypad" },
        h(
          "div",
          { class: "pay" },
          h("div", { class: "due" }, h("span", {}, t("payable")), money(total)),
          byCard,
          cash.root,
          quick,
          change,
          byCash,
          said,
        ),
        keypad(cash.input),
      ),
    ];
  });
}

/**
 * Sends the sale. Where an answer was lost and the money is then taken in another way, the document is there already:
 * it is shown, and no second one is made.
 */
async function sell(sale: object): Promise<Answer<Sold["document"]>> {
  const answer = await post<Sold["document"]>("/v1/invoices", sale);
  const irn = answer.ok || answer.code !== "reference-reused" ? undefined : answer.more["irn"];
  return typeof irn === "string" ? get<Sold["document"]>(documentPath(irn)) : answer;
}

const isAwaiting = (answer: Answer<unknown>): boolean => answer.status === 202;

function changeText(payable: bigint, given: bigint | undefined): Child {
  if (given === undefined || given <= 0n) return undefined;
  if (given >= payable) return [h("span", {}, t("change-due")), money(decimal(given - payable))];
  return [icon("card"), h("span", {}, t("rest-by-card")), money(decimal(payable - given))];
}
