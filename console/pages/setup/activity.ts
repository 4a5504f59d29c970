// Who did what and when: the activity log, newest first.
import { get } from "../../api.ts";
import { type Child, fill, h, ltr } from "../../dom.ts";
import { t } from "../../language.ts";
import { busy, button, refusalNotice, table, when } from "../../parts.ts";

interface Entry {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly result: string;
}

export async function activityPage(): Promise<Child> {
  const root = h("div", {});
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
        [t("at"), t("who"), t("what"), t("about")],
        all.map(({ at, actor, action, subject, result }) => [
          when(at),
          ltr(actor),
          ltr(`${action} ${result}`),
          ltr(subject),
        ]),
      ),
    );
    const more = button(t("more"), () => busy(more, () => load(next)));
    fill(foot, next !== undefined && more);
  };
  await load();
  return [root, foot];
}
