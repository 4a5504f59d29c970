// Paired tills: each has a token of its own, shown once, and taken back here.
import type { PairedToken } from "../../../agent/core/people/person.ts";
import { call, get, post } from "../../api.ts";
import { type Child, fill, h, ltr } from "../../dom.ts";
import { t, word } from "../../language.ts";
import { busy, button, card, choice, dialog, field, form, notice, refusalNotice, when } from "../../parts.ts";

export async function tokensPage(): Promise<Child> {
  const root = h("ul", { class: "rows" });
  const refresh = async (): Promise<void> => {
    const answer = await get<{ tokens: readonly PairedToken[] }>("/v1/tokens");
    if (!answer.ok) return void fill(root, refusalNotice(answer));
    const { tokens } = answer.body;
    fill(
      root,
      tokens.map((token) => tokenRow(token, refresh)),
      tokens.length === 0 && h("li", { class: "quiet" }, t("no-tills")),
    );
  };
  await refresh();
  return [card("", root), card(t("pair-till"), pairForm(refresh))];
}

const tokenRow = ({ name, role, pairedAt }: PairedToken, refresh: () => Promise<void>): HTMLElement =>
  h(
    "li",
    {},
    h(
      "div",
      { class: "row" },
      h("b", {}, name),
      h("span", { class: "quiet" }, word("role", role), " · ", when(pairedAt)),
      button(t("revoke"), () => askRevoke(name, refresh), { class: "danger" }),
    ),
  );

function askRevoke(name: string, refresh: () => Promise<void>): void {
  dialog(t("revoke-name", { name }), (close) => [
    h("p", {}, t("revoke-text")),
    h(
      "div",
      { class: "acts" },
      button(
        t("revoke"),
        async () => {
          await call("DELETE", `/v1/tokens/${encodeURIComponent(name)}`);
          close();
          await refresh();
        },
        { class: "danger" },
      ),
      button(t("keep"), close),
    ),
  ]);
}

function pairForm(refresh: () => Promise<void>): HTMLElement {
  const name = field(t("till-name"), { maxlength: 60 });
  const role = choice(
    t("role"),
    (["till", "auditor"] as const).map((one) => [one, word("role", one)]),
  );
  const said = h("div", { "aria-live": "polite" });
  const pair = h("button", { class: "primary", type: "submit" }, t("pair"));
  const submit = async (): Promise<void> => {
    const answer = await busy(pair, () =>
      post<{ token: string }>("/v1/tokens", { name: name.input.value.trim(), role: role.input.value }),
    );
    if (!answer.ok) return void fill(said, refusalNotice(answer));
    name.input.value = "";
    fill(said, notice("good", h("p", {}, t("token-once")), ltr(answer.body.token, "code token")));
    await refresh();
  };
  return form(submit, h("div", { class: "pair" }, name.root, role.root), said, pair);
}
