// Every check of the terminal, with what was found and its remedy; and the list before going live.
import type { Finding } from "../../../agent/terminal.ts";
import { get } from "../../api.ts";
import { type Child, fill, h, icon } from "../../dom.ts";
import { said, t } from "../../language.ts";
import { busy, button, card, refusalNotice } from "../../parts.ts";

const LISTS = [
  ["/v1/doctor", "checks-now"],
  ["/v1/go-live", "go-live"],
] as const;

export async function checksPage(): Promise<Child> {
  const roots = LISTS.map(([path, title]) => ({ path, title, root: h("ul", { class: "checks" }) }));
  const load = async (): Promise<void> => {
    await Promise.all(
      roots.map(async ({ path, root }) => {
        const answer = await get<{ checks: readonly Finding[] }>(path);
        fill(root, answer.ok ? answer.body.checks.map(findingRow) : refusalNotice(answer));
      }),
    );
  };
  const again = button(t("check-again"), () => busy(again, load));
  await load();
  return [h("div", { class: "acts" }, again), roots.map(({ title, root }) => card(t(title), root))];
}

const findingRow = ({ about, state, found, remedy }: Finding): HTMLElement =>
  h(
    "li",
    { class: state },
    h("span", { class: "lamp" }, icon(state)),
    h(
      "div",
      {},
      h("b", {}, said(about)),
      h("span", { class: "quiet" }, h("bdi", {}, said(found))),
      remedy !== undefined && h("p", {}, said(remedy)),
    ),
  );
