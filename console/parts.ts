// What pages are built of: fields with their labels, buttons, notices, cards, dialogs. Everything works by keyboard.
import type { Violation } from "../agent/core/violation.ts";
import type { Refusal } from "./api.ts";
import { type Attributes, type Child, h, type IconName, icon, ltr } from "./dom.ts";
import { language, said, t, word } from "./language.ts";
import { grouped } from "./money.ts";

let fields = 0;

interface Field {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
}

/** A labelled input; `hint` is read out with it. */
export function field(label: string, attributes: Attributes = {}, hint?: string): Field {
  fields += 1;
  const id = `field-${fields}`;
  const described = hint === undefined ? {} : { "aria-describedby": `${id}-hint` };
  const input = h("input", { id, type: "text", autocomplete: "off", ...described, ...attributes });
  const root = h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    input,
    hint !== undefined && h("small", { id: `${id}-hint` }, hint),
  );
  return { root, input };
}

/** A labelled choice. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  attributes: Attributes = {},
): { readonly root: HTMLElement; readonly input: HTMLSelectElement } {
  fields += 1;
  const id = `field-${fields}`;
  const input = h(
    "select",
    { id, ...attributes },
    options.map(([value, text]) => h("option", { value }, text)),
  );
  return { root: h("div", { class: "field" }, h("label", { for: id }, label), input), input };
}

/** A labelled box to tick. */
export function tick(label: string, attributes: Attributes = {}): Field {
  const input = h("input", { type: "checkbox", ...attributes });
  return { root: h("label", { class: "tick" }, input, h("span", {}, label)), input };
}

/** A button with a word, and a picture where one helps. */
export const button = (text: string, onclick: () => unknown, more: Attributes & { icon?: IconName } = {}) => {
  const { icon: picture, ...attributes } = more;
  return h(
    "button",
    { type: "button", ...attributes, onclick: () => void onclick() },
    picture !== undefined && icon(picture),
    h("span", {}, text),
  );
};

/** A button of one picture; its word is for who cannot see it. */
export const pictureButton = (name: IconName, label: string, onclick: () => unknown, more: Attributes = {}) =>
  h(
    "button",
    { type: "button", class: "picture", "aria-label": label, ...more, onclick: () => void onclick() },
    icon(name),
  );

/** Keeps a button from being pressed twice while its work is under way. */
export async function busy<T>(pressed: HTMLButtonElement, work: () => Promise<T>): Promise<T> {
  pressed.disabled = true;
  pressed.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    pressed.disabled = false;
    pressed.removeAttribute("aria-busy");
  }
}

export type Tone = "good" | "warning" | "bad" | "plain";

const TONE_ICONS: Readonly<Record<Tone, IconName | undefined>> = {
  good: "good",
  warning: "warning",
  bad: "bad",
  plain: undefined,
};

/** A short word on a coloured ground, with a sign: colour is never all that tells. */
export function badge(tone: Tone, text: string): HTMLElement {
  const name = TONE_ICONS[tone];
  return h("span", { class: `badge ${tone}` }, name !== undefined && icon(name), text);
}

/** Something the person must read now. */
export const notice = (tone: Tone, ...children: readonly Child[]): HTMLElement =>
  h("div", { class: `notice ${tone}`, role: tone === "bad" ? "alert" : "status" }, children);

/** Why something was refused, and what to do about each reason. */
export function refusalNotice(refusal: Refusal): HTMLElement {
  return notice(
    "bad",
    h("strong", {}, said(refusal.title)),
    refusal.fix !== undefined && h("p", {}, said(refusal.fix)),
    violationList(refusal.violations),
  );
}

/** Reasons in plain words, each with its fix. */
export const violationList = (violations: readonly Violation[]): HTMLElement | undefined =>
  violations.length === 0
    ? undefined
    : h(
        "ul",
        { class: "reasons" },
        violations.map(({ code, message, fix }) =>
          h("li", {}, h("span", {}, said(message)), h("b", {}, said(fix)), ltr(code, "code")),
        ),
      );

export const card = (title: string, ...children: readonly Child[]): HTMLElement =>
  h("section", { class: "card" }, title !== "" && h("h2", {}, title), children);

/** An amount for the eye. */
export const money = (amount: string, currency = "SAR"): HTMLElement =>
  h("span", { class: "money" }, ltr(grouped(amount)), h("small", {}, word("currency", currency)));

/** Names and values below each other. */
export const facts = (rows: readonly (readonly [string, Child] | false)[]): HTMLElement =>
  h(
    "dl",
    { class: "facts" },
    rows.filter((row) => row !== false).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );

/** A table; the first cell of each row names it. */
export const table = (heads: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement =>
  h(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": heads.join(", ") },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((head) => h("th", { scope: "col" }, head)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([first, ...others]) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, first),
            others.map((cell) => h("td", {}, cell)),
          ),
        ),
      ),
    ),
  );

/** A form whose button is Enter's too. */
export const form = (onsubmit: () => unknown, ...children: readonly Child[]): HTMLFormElement =>
  h(
    "form",
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        void onsubmit();
      },
    },
    children,
  );

/** A dialog over the page; Escape and the ground beside it close it. */
export function dialog(title: string, content: (close: () => void) => readonly Child[]): HTMLDialogElement {
  fields += 1;
  const id = `dialog-${fields}`;
  const root = h("dialog", { "aria-labelledby": id, onclick: (event) => event.target === root && root.close() });
  const close = (): void => root.close();
  root.append(
    h("div", { class: "dialog" }, [
      h("header", {}, h("h2", { id }, title), pictureButton("bad", t("close"), close)),
      ...content(close),
    ] as readonly Child[]),
  );
  root.addEventListener("close", () => root.remove());
  document.body.append(root);
  root.showModal();
  return root;
}

/** `2026-11-21T14:05:00+03:00` as people here write it; the digits stay in one order in both languages. */
export function when(text: string | number): HTMLElement {
  const at = new Date(text);
  const shown = new Intl.DateTimeFormat(language() === "ar" ? "ar-SA-u-ca-gregory-nu-latn" : "en-GB", {
    timeZone: "Asia/Riyadh",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(at);
  return h("time", { datetime: at.toISOString() }, shown);
}

/** Today in Riyadh, `YYYY-MM-DD`. */
export const today = (): string => new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
