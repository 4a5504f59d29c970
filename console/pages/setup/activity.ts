// Who did what and when: the activity log, newest first.
import type { ActivityWords } from "../../../agent/core/people/activity-words.ts";
import { get } from "../../api.ts";
import { type Child, fill, h } from "../../dom.ts";
import { said, t } from "../../language.ts";
import { busy, button, refusalNotice, table, when } from "../../parts.ts";

interface Entry {
  readonly id: number;
  readonly at: number;
  readonly words: ActivityWords;
}

/** Names and numbers have a direction of their own. */
const bdi = (text: string): HTMLElement => h("bdi", {}, text);

export async function activityPage(): Promise<Child> {
  const root = h("div", { class: "activity" });
  const foot = h("div", { class: "foot" });
  const all: Entry[] = [];
  const load = async (before?: number): Promise<void> => {
    const answer = await get<{ activity: readonly Entry[]; next?: number }>(
      `/v1/activity?limit=50${before === undefined ? "" : `&before=${before}`}`,
    );
    if (!answer.ok) return void fill(foot, refusalNotice(answer));
    const { activity, next } = answer.body;
    all.push(...activity);
    fill(
      root,
      table(
        [`${t("at")} · ${t("who")}`, t("what"), t("about")],
        all.map(({ at, words: { actor, action, subject, result } }) => [
          [when(at), h("span", { class: "quiet" }, bdi(said(actor)))],
          [h("b", {}, said(action)), h("span", { class: "quiet" }, bdi(said(result)))],
          bdi(said(subject)),
        ]),
      ),
    );
    const more = button(t("more"), () => busy(more, () => load(next)));
    fill(foot, next !== undefined && more);
  };
  await load();
  return [root, foot];
}
