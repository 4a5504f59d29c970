// A keypad for a screen without a keyboard; it writes into an input as keys would.
import { h, icon } from "../dom.ts";
import { t } from "../language.ts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0"] as const;

/** Keys for one input. They stand left to right in both languages, as on every till. */
export function keypad(input: HTMLInputElement): HTMLElement {
  let isFresh = true;
  const write = (next: string): void => {
    input.value = next;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const press = (key: string): void => {
    write(`${isFresh ? "" : input.value}${key}`);
    isFresh = false;
  };
  const back = (): void => {
    write(input.value.slice(0, -1));
    isFresh = false;
  };
  return h(
    "div",
    { class: "keypad", dir: "ltr", role: "group", "aria-label": t("keypad") },
    KEYS.map((key) => h("button", { type: "button", onclick: () => press(key) }, key)),
    h("button", { type: "button", "aria-label": t("delete-digit"), onclick: back }, icon("back")),
  );
}
