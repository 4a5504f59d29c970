// A password that somebody else has set is changed before anything else; everybody may change their own.
import { post } from "../api.ts";
import { fill, h } from "../dom.ts";
import { t } from "../language.ts";
import { busy, form, notice, refusalNotice } from "../parts.ts";
import { doorSheet, passwordField } from "./door.ts";

/** The form, and what follows once it is done. */
export function passwordForm(done: () => unknown): HTMLFormElement {
  const current = passwordField(t("password-now"), "current-password");
  const next = passwordField(t("password-new"), "new-password", t("password-hint"));
  const again = passwordField(t("password-again"), "new-password");
  const said = h("div", { "aria-live": "polite" });
  const save = h("button", { class: "primary", type: "submit" }, t("save"));
  const submit = async (): Promise<void> => {
    if (next.input.value !== again.input.value) return void fill(said, notice("bad", t("passwords-differ")));
    const words = { current: current.input.value, next: next.input.value };
    const answer = await busy(save, () => post("/v1/me/password", words));
    if (answer.ok) done();
    else fill(said, refusalNotice(answer));
  };
  return form(submit, current.root, h("div", { class: "pair" }, next.root, again.root), said, save);
}

export const passwordPage = (enter: () => Promise<void>): HTMLElement =>
  doorSheet(t("change-password"), h("p", { class: "quiet" }, t("change-password-text")), passwordForm(enter));
