// The audit: begun with a touch, followed as it goes, and what it found in plain words.
import type { AuditState } from "../../../agent/core/chain/audit-state.ts";
import { get, post } from "../../api.ts";
import { type Child, fill, h, ltr } from "../../dom.ts";
import { said, t, word } from "../../language.ts";
import { listen } from "../../live.ts";
import { busy, button, card, facts, notice, refusalNotice, when } from "../../parts.ts";
import { link, onLeave } from "../../router.ts";

export async function auditPage(): Promise<Child> {
  const root = h("div", { class: "audit", "aria-live": "polite" });
  const foot = h("div", {});
  let shown: AuditState = { state: "none" };
  const draw = (state: AuditState): void => {
    if (isOvertaken(state, shown)) return;
    shown = state;
    fill(root, drawing(state), state.state !== "running" && acts(state));
  };
  const begin = async (pressed: HTMLButtonElement): Promise<void> => {
    const answer = await busy(pressed, () => post<AuditState>("/v1/audit"));
    if (answer.ok) draw(answer.body);
    else fill(foot, refusalNotice(answer));
  };
  const acts = ({ state }: AuditState): HTMLElement => {
    const start = button(t(state === "none" ? "start-audit" : "audit-again"), () => begin(start), { class: "primary" });
    return h("div", { class: "acts" }, start);
  };
  const refresh = async (): Promise<void> => {
    const answer = await get<AuditState>("/v1/audit");
    if (answer.ok) draw(answer.body);
    else fill(root, refusalNotice(answer));
  };
  // The facts of the event are the state itself; after a gap it is read anew.
  onLeave(
    listen((event, now) => {
      if (event === "audit") draw(now as unknown as AuditState);
      if (event === "missed") void refresh();
    }),
  );
  await refresh();
  return card("", h("p", {}, t("audit-text")), root, foot);
}

/** An answer may come after the event that tells the end of the same run. */
const isOvertaken = (state: AuditState, shown: AuditState): boolean =>
  state.state === "running" && "startedAt" in shown && shown.state !== "running" && shown.startedAt >= state.startedAt;

function drawing(state: AuditState): Child {
  switch (state.state) {
    case "none":
      return h("p", { class: "quiet" }, t("audit.none"));
    case "running":
      return progress(state);
    case "intact":
      return [notice("good", h("strong", {}, t("audit.intact"))), ended(state)];
    case "broken":
      return [trouble(state), ended(state)];
    case "failed":
      return notice(
        "bad",
        h("strong", {}, t("audit.failed")),
        h("p", {}, said(state.because)),
        h("p", {}, t("audit.failed.fix")),
      );
  }
}

type Of<S extends AuditState["state"]> = Extract<AuditState, { state: S }>;

const progress = ({ checked, total }: Of<"running">): HTMLElement =>
  h(
    "div",
    { class: "audit-progress" },
    h("b", {}, t("audit.running")),
    h("progress", { max: Math.max(1, total), value: checked, "aria-label": t("audit.running") }),
    h("span", { class: "quiet" }, t("audit.progress", { checked, total })),
  );

/** A document is a link to what is left of it. */
function trouble({ broken: { at, what, fix } }: Of<"broken">): HTMLElement {
  const place: readonly [string, Child] =
    "irn" in at
      ? [t("audit.document"), h("a", { href: link("documents", at.irn) }, ltr(at.irn))]
      : [t("audit.row"), ltr(at.row)];
  return notice(
    "bad",
    h("strong", {}, t("audit.broken")),
    h("p", {}, said(what)),
    facts([place]),
    h("b", {}, t("audit.todo")),
    h("p", {}, said(fix)),
  );
}

const ended = (state: Of<"intact"> | Of<"broken">): HTMLElement =>
  facts([
    [t("audit.documents"), ltr(state.documents)],
    state.state === "intact" && [t("audit.activities"), ltr(state.activities)],
    [t("audit.at"), when(state.endedAt)],
    [t("audit.by"), h("bdi", {}, word("actor", state.by.replace(/^user /, "")))],
  ]);
