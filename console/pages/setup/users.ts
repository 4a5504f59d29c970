// The people who may use the terminal: added, given another role, unlocked, disabled.
import type { Person } from "../../../agent/core/people/person.ts";
import { call, get, post } from "../../api.ts";
import { type Child, fill, h, ltr } from "../../dom.ts";
import { t, word } from "../../language.ts";
import { badge, busy, button, card, choice, dialog, field, form, notice, refusalNotice, when } from "../../parts.ts";
import { me } from "../../person.ts";
import { passwordField } from "../door.ts";

const ROLES = ["cashier", "owner", "auditor"] as const;

export async function usersPage(): Promise<Child> {
  const root = h("ul", { class: "rows people" });
  const refresh = async (): Promise<void> => {
    const answer = await get<{ users: readonly Person[] }>("/v1/users");
    fill(root, answer.ok ? answer.body.users.map((person) => personRow(person, refresh)) : refusalNotice(answer));
  };
  await refresh();
  return [card("", root), card(t("add-user"), addForm(refresh))];
}

function personRow(person: Person, refresh: () => Promise<void>): HTMLElement {
  const { name, displayName, role, disabled, lockedUntil, lastLoginAt } = person;
  const isLocked = lockedUntil !== undefined && lockedUntil > Date.now();
  return h(
    "li",
    {},
    h(
      "div",
      { class: "row" },
      h("b", {}, displayName ?? name),
      h(
        "span",
        { class: "quiet" },
        ltr(name),
        " · ",
        word("role", role),
        lastLoginAt !== undefined && [" · ", when(lastLoginAt)],
      ),
      disabled && badge("bad", t("disabled")),
      isLocked && badge("warning", t("locked")),
      name !== me()?.name && button(t("change"), () => askChange(person, refresh)),
    ),
  );
}

function askChange({ name, displayName, role, disabled }: Person, refresh: () => Promise<void>): void {
  const said = h("div", { "aria-live": "polite" });
  const roles = choice(
    t("role"),
    ROLES.map((one) => [one, word("role", one)]),
  );
  roles.input.value = role;
  const password = passwordField(t("first-password"), "new-password", t("first-password-hint"));
  dialog(displayName ?? name, (close) => {
    const send = async (change: object): Promise<void> => {
      const answer = await call("PATCH", `/v1/users/${encodeURIComponent(name)}`, change);
      if (!answer.ok) return void fill(said, refusalNotice(answer));
      close();
      await refresh();
    };
    const save = (): Promise<void> => {
      const next = password.input.value;
      return send({ role: roles.input.value, ...(next === "" ? {} : { password: next }) });
    };
    return [
      form(
        save,
        roles.root,
        password.root,
        said,
        h(
          "div",
          { class: "acts" },
          h("button", { type: "submit", class: "primary" }, t("save")),
          button(t("unlock"), () => send({ unlock: true })),
          button(disabled ? t("enable") : t("disable"), () => send({ disabled: !disabled }), { class: "danger" }),
        ),
      ),
    ];
  });
}

function addForm(refresh: () => Promise<void>): HTMLElement {
  const name = field(t("user-name"), { dir: "ltr", autocapitalize: "none" }, t("user-name-hint"));
  const display = field(t("display-name"));
  const roles = choice(
    t("role"),
    ROLES.map((one) => [one, word("role", one)]),
  );
  const password = passwordField(t("first-password"), "new-password", t("first-password-hint"));
  const said = h("div", { "aria-live": "polite" });
  const add = h("button", { class: "primary", type: "submit" }, t("add"));
  const submit = async (): Promise<void> => {
    const shown = display.input.value.trim();
    const person = {
      name: name.input.value,
      role: roles.input.value,
      password: password.input.value,
      ...(shown === "" ? {} : { displayName: shown }),
    };
    const answer = await busy(add, () => post("/v1/users", person));
    if (!answer.ok) return void fill(said, refusalNotice(answer));
    for (const { input } of [name, display, password]) input.value = "";
    fill(said, notice("good", t("user-added")));
    await refresh();
  };
  return form(
    submit,
    h("div", { class: "pair" }, name.root, display.root),
    h("div", { class: "pair" }, roles.root, password.root),
    said,
    add,
  );
}
