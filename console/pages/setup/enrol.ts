// Onboarding and renewal: one password of the Fatoora portal, and every step told as it happens.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { TerminalStatus } from "../../../agent/terminal.ts";
import { get, post } from "../../api.ts";
import { type Child, fill, h, icon, ltr } from "../../dom.ts";
import { language, t, word } from "../../language.ts";
import { listen } from "../../live.ts";
import { latin } from "../../money.ts";
import { busy, button, card, facts, field, form, notice, refusalNotice } from "../../parts.ts";
import { go, onLeave } from "../../router.ts";

export async function enrolPage(): Promise<Child> {
  const root = h("div", { class: "report" });
  const draw = async (after?: HTMLElement): Promise<void> => {
    const answer = await get<TerminalStatus>("/v1/status");
    if (!answer.ok) return void fill(root, refusalNotice(answer));
    const facts = certificateCard(answer.body);
    fill(root, ...(after === undefined ? [facts, actCard(answer.body, draw)] : [after, facts]));
    root.parentElement?.scrollTo({ top: 0 });
  };
  await draw();
  return root;
}

const certificateCard = ({ csid, environment }: TerminalStatus): HTMLElement =>
  card(
    t("certificate"),
    facts([
      [t("environment"), word("environment", environment)],
      [t("stage"), word("stage", csid.stage)],
      csid.daysLeft !== undefined && [t("valid-for"), t("days-left", { days: csid.daysLeft })],
      csid.serialNumber !== undefined && [t("serial"), ltr(csid.serialNumber, "code")],
    ]),
  );

function actCard({ csid }: TerminalStatus, draw: (after: HTMLElement) => Promise<void>): HTMLElement {
  const isReady = csid.stage === "ready";
  return card(
    isReady ? t("renewal") : t("onboarding"),
    h("p", { class: "quiet" }, isReady ? t("renewal-text") : t("onboarding-text")),
    otpForm(isReady, draw),
  );
}

/** The password goes to the terminal and no further; the page forgets it at once. */
function otpForm(isRenewal: boolean, draw: (after: HTMLElement) => Promise<void>): HTMLElement {
  const otp = field(
    t("otp"),
    { inputmode: "numeric", dir: "ltr", maxlength: 6, autocomplete: "one-time-code", class: "otp" },
    t("otp-hint"),
  );
  const steps = h("ol", { class: "steps", "aria-live": "polite" });
  const said = h("div", { "aria-live": "assertive" });
  const start = h("button", { class: "primary", type: "submit" }, isRenewal ? t("renew") : t("onboard"));
  const told = new Set<string>();
  const tell = (line: Bilingual): void => {
    if (told.has(line.en)) return;
    told.add(line.en);
    steps.append(h("li", {}, icon("good"), h("span", {}, line[language()])));
    steps.lastElementChild?.scrollIntoView({ block: "nearest" });
  };
  onLeave(listen((event, { ar, en }) => void (event === "enrolment" && tell({ ar: String(ar), en: String(en) }))));
  const submit = async (): Promise<void> => {
    fill(said);
    fill(steps);
    told.clear();
    const code = latin(otp.input.value);
    otp.input.value = "";
    const path = isRenewal ? "/v1/renewal" : "/v1/onboarding";
    const body = code === "" ? {} : { otp: code };
    const answer = await busy(start, () => post<{ progress: readonly Bilingual[] }>(path, body));
    if (!answer.ok) return void fill(said, refusalNotice(answer));
    for (const line of answer.body.progress) tell(line);
    await draw(doneCard(isRenewal, steps));
  };
  return form(submit, otp.root, start, steps, said);
}

const doneCard = (isRenewal: boolean, steps: HTMLElement): HTMLElement =>
  card(
    "",
    notice("good", h("strong", {}, isRenewal ? t("renewed") : t("onboarded"))),
    button(t("to-today"), () => go("today"), { class: "primary" }),
    steps,
  );
