// One line of the basket: how many or how heavy, what is taken off; and an item that stands in no list.
import { h } from "../dom.ts";
import { named, t, word } from "../language.ts";
import { halalas, latin } from "../money.ts";
import { button, dialog, field, form, notice } from "../parts.ts";
import { type BasketLine, type Item, isWeighed } from "./basket.ts";
import { keypad } from "./keypad.ts";

const isQuantity = (text: string): boolean => /^\d{1,6}(\.\d{1,3})?$/.test(text) && Number(text) > 0;
const isPercent = (text: string): boolean => text === "" || (/^\d{1,3}(\.\d{1,2})?$/.test(text) && Number(text) <= 100);

/** Asks for quantity and discount; `undefined` takes the line out. */
export function askLine(line: BasketLine, then: (line: BasketLine | undefined) => void, isNew = false): void {
  const label = isWeighed(line) ? t("weight", { unit: word("unit", line.unit ?? "PCE") }) : t("quantity");
  const quantity = field(label, { inputmode: "decimal", dir: "ltr", value: isNew ? "" : line.quantity });
  const discount = field(t("discount-percent"), { inputmode: "decimal", dir: "ltr", value: line.discount ?? "" });
  const said = h("div", { "aria-live": "polite" });
  dialog(named(line.name), (close) => {
    const save = (): void => {
      const [count, percent] = [latin(quantity.input.value), latin(discount.input.value)];
      if (!isQuantity(count)) return void said.replaceChildren(notice("bad", t("bad-quantity")));
      if (!isPercent(percent)) return void said.replaceChildren(notice("bad", t("bad-percent")));
      close();
      const { discount: _, ...rest } = line;
      then({ ...rest, quantity: count, ...(percent === "" ? {} : { discount: percent }) });
    };
    const drop = (): void => {
      close();
      then(undefined);
    };
    return [
      h(
        "div",
        { class: "with-keypad" },
        form(
          save,
          quantity.root,
          discount.root,
          said,
          h("button", { class: "primary", type: "submit" }, isNew ? t("add") : t("save")),
          !isNew && button(t("take-out"), drop, { icon: "remove", class: "danger" }),
        ),
        keypad(quantity.input),
      ),
    ];
  });
  quantity.input.focus();
  quantity.input.select();
}

/** An item that stands in no list: a name and a price, at the standard rate. */
export function askFreeItem(then: (item: Item) => void): void {
  const name = field(t("item-name"), { value: t("free-item") });
  const price = field(t("price"), { inputmode: "decimal", dir: "ltr" });
  const said = h("div", { "aria-live": "polite" });
  dialog(t("free-item"), (close) => {
    const save = (): void => {
      const amount = latin(price.input.value);
      if ((halalas(amount) ?? 0n) <= 0n) return void said.replaceChildren(notice("bad", t("bad-amount")));
      close();
      const given = name.input.value.trim();
      then({ name: given === "" ? t("free-item") : given, price: amount, vat: "S" });
    };
    return [
      h(
        "div",
        { class: "with-keypad" },
        form(save, name.root, price.root, said, h("button", { class: "primary", type: "submit" }, t("add"))),
        keypad(price.input),
      ),
    ];
  });
  price.input.focus();
}

/** Asks what is taken off the whole sale; nothing typed takes the discount away. */
export function askDiscount(now: string | undefined, then: (percent: string | undefined) => void): void {
  const percent = field(t("discount-percent"), { inputmode: "decimal", dir: "ltr", value: now ?? "" });
  const said = h("div", { "aria-live": "polite" });
  dialog(t("discount-on-all"), (close) => {
    const save = (): void => {
      const given = latin(percent.input.value);
      if (!isPercent(given)) return void said.replaceChildren(notice("bad", t("bad-percent")));
      close();
      then(given === "" || Number(given) === 0 ? undefined : given);
    };
    return [
      h(
        "div",
        { class: "with-keypad" },
        form(save, percent.root, said, h("button", { class: "primary", type: "submit" }, t("save"))),
        keypad(percent.input),
      ),
    ];
  });
  percent.input.focus();
}
