// Before anybody is logged in: the first owner is made here, and people log in.
import { get, post, type Refusal } from "../api.ts";
import { type Child, fill, h } from "../dom.ts";
import { languageButton } from "../frame.ts";
import { t } from "../language.ts";
import { busy, button, field, form, notice, refusalNotice, when } from "../parts.ts";

const changeLanguage = (): void => void dispatchEvent(new Event("khatm-language"));

/** The sheet everything before the login stands on. */
export const doorSheet = (title: string, ...children: readonly Child[]): HTMLElement =>
  h(
    "div",
    { class: "sheet" },
    h(
      "header",
      {},
      h("img", { src: "/console/icon.svg", alt: "", width: 48, height: 48 }),
      h("div", {}, h("b", {}, t("title")), h("p", {}, t("tagline"))),
      languageButton(changeLanguage),
    ),
    h("h1", {}, title),
    children,
  );

/** Set-up where there is no owner yet, else the login. */
export async function doorPage(enter: () => Promise<void>): Promise<Child> {
  const answer = await get<{ needed: boolean }>("/v1/setup");
  if (!answer.ok)
    return doorSheet(t("login"), refusalNotice(answer), button(t("try-again"), enter, { class: "primary" }));
  return answer.body.needed ? firstRun(enter) : logIn(enter);
}

function firstRun(enter: () => Promise<void>): HTMLElement {
  const display = field(t("your-name"), { name: "display", autocomplete: "name" });
  const name = field(
    t("user-name"),
    { name: "name", autocomplete: "username", dir: "ltr", autocapitalize: "none" },
    t("user-name-hint"),
  );
  const password = passwordField(t("password"), "new-password", t("password-hint"));
  const again = passwordField(t("password-again"), "new-password");
  const said = h("div", { "aria-live": "polite" });
  const done = h("button", { class: "primary", type: "submit" }, t("create-owner"));
  const submit = async (): Promise<void> => {
    if (password.input.value !== again.input.value) return void fill(said, notice("bad", t("passwords-differ")));
    const shown = display.input.value.trim();
    const owner = {
      name: name.input.value,
      password: password.input.value,
      ...(shown === "" ? {} : { displayName: shown }),
    };
    const answer = await busy(done, () => post("/v1/setup", owner));
    if (answer.ok) await enter();
    else fill(said, refusalNotice(answer));
  };
  return doorSheet(
    t("welcome"),
    h("p", { class: "quiet" }, t("welcome-text")),
    form(
      submit,
      h("div", { class: "pair" }, display.root, name.root),
      h("div", { class: "pair" }, password.root, again.root),
      said,
      done,
    ),
  );
}

function logIn(enter: () => Promise<void>): HTMLElement {
  const name = field(t("user-name"), {
    name: "name",
    autocomplete: "username",
    dir: "ltr",
    autocapitalize: "none",
    autofocus: true,
  });
  const password = passwordField(t("password"), "current-password");
  const said = h("div", { "aria-live": "polite" });
  const done = h("button", { class: "primary", type: "submit" }, t("login"));
  const submit = async (): Promise<void> => {
    const answer = await busy(done, () =>
      post("/v1/session", { name: name.input.value, password: password.input.value }),
    );
    if (answer.ok) await enter();
    else fill(said, refusalNotice(answer), untilWhen(answer));
  };
  return doorSheet(t("login"), form(submit, name.root, password.root, said, done));
}

export const passwordField = (label: string, use: "new-password" | "current-password", hint?: string) =>
  field(label, { type: "password", autocomplete: use, dir: "ltr" }, hint);

/** A name that rests after too many wrong passwords. */
function untilWhen({ more }: Refusal): Child {
  const until = more["until"];
  return typeof until === "number" && h("p", {}, t("locked-until"), " ", when(until));
}
