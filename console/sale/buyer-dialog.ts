// A tax invoice names its buyer: name, VAT number, national address.
import { h } from "../dom.ts";
import { t } from "../language.ts";
import { latin } from "../money.ts";
import { button, dialog, field, form } from "../parts.ts";
import type { Buyer } from "./basket.ts";

const PLACES = ["street", "building", "district", "city", "postalCode"] as const;

/** Asks who buys; `undefined` makes it a simple receipt again. */
export function askBuyer(buyer: Buyer | undefined, then: (buyer: Buyer | undefined) => void): void {
  const name = field(t("buyer-name"), { value: buyer?.name, autocomplete: "organization" });
  const vat = field(
    t("buyer-vat"),
    { value: buyer?.vat, inputmode: "numeric", dir: "ltr", maxlength: 15 },
    t("buyer-vat-hint"),
  );
  const places = PLACES.map(
    (place) => [place, field(t(`address.${place}`), { value: buyer?.address[place] })] as const,
  );
  dialog(t("tax-invoice"), (close) => {
    const save = (): void => {
      const address = Object.fromEntries(places.map(([place, { input }]) => [place, input.value.trim()]));
      const number = latin(vat.input.value);
      close();
      then({
        name: name.input.value.trim(),
        ...(number === "" ? {} : { vat: number }),
        address: address as Buyer["address"],
      });
    };
    const drop = (): void => {
      close();
      then(undefined);
    };
    return [
      form(
        save,
        h("div", { class: "pair" }, name.root, vat.root),
        h(
          "div",
          { class: "pair" },
          places.map(([, { root }]) => root),
        ),
        h(
          "div",
          { class: "acts" },
          h("button", { class: "primary", type: "submit" }, t("save")),
          buyer !== undefined && button(t("simple-receipt"), drop),
        ),
      ),
    ];
  });
  name.input.focus();
}
