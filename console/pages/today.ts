// Today at a glance: may we sell, what is wrong and what to do, what waits for the authority, what was sold.
import type { PresentedDocument } from "../../agent/api/present.ts";
import type { DayReport } from "../../agent/core/day-report/day-report.ts";
import type { Finding, TerminalStatus } from "../../agent/terminal.ts";
import { get, post } from "../api.ts";
import { type Child, fill, h, icon, ltr } from "../dom.ts";
import { t, word } from "../language.ts";
import { type Colour, type Light, lightsOf } from "../lights.ts";
import { listen } from "../live.ts";
import { badge, busy, button, card, facts, money, refusalNotice, today } from "../parts.ts";
import { may } from "../person.ts";
import { every, link, onLeave } from "../router.ts";
import { documentRow } from "./document-row.ts";

interface Seen {
  readonly status: TerminalStatus;
  readonly day: DayReport | undefined;
  readonly latest: readonly PresentedDocument[];
}

const REFRESH_MS = 30_000;
const SETTLE_MS = 250;

/** Drawn anew with every event, and twice a minute for what tells no events: clock, disk, cable. */
export async function todayPage(): Promise<Child> {
  const root = h("div", { class: "today-grid" });
  let findings: readonly Finding[] = [];
  const refresh = async (): Promise<void> => {
    const seen = await look();
    if (seen !== undefined) fill(root, drawing(seen, findings));
  };
  const examine = async (): Promise<void> => {
    const answer = await get<{ checks: readonly Finding[] }>("/v1/doctor");
    if (answer.ok) findings = answer.body.checks;
    await refresh();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  onLeave(
    listen(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), SETTLE_MS);
    }),
  );
  onLeave(() => clearTimeout(timer));
  every(REFRESH_MS, () => void refresh());
  every(1000, () => countDown(root));
  await refresh();
  if (may("examine")) void examine();
  return [h("h1", { class: "away" }, t("nav.today")), root];
}

async function look(): Promise<Seen | undefined> {
  const [status, day, latest] = await Promise.all([
    get<TerminalStatus>("/v1/status"),
    get<DayReport>(`/v1/reports/day/${today()}`),
    get<{ documents: readonly PresentedDocument[] }>("/v1/invoices?limit=5"),
  ]);
  if (!status.ok) return undefined;
  return { status: status.body, day: day.ok ? day.body : undefined, latest: latest.ok ? latest.body.documents : [] };
}

const drawing = ({ status, day, latest }: Seen, findings: readonly Finding[]): Child => {
  const isUnanswered = latest.some(({ state, attempts }) => state === "queued" && attempts > 0);
  const lights = lightsOf({ status, findings, isUnanswered });
  return [
    banner(status, lights),
    h("ul", { class: "lights", "aria-label": t("health") }, lights.map(lightCard)),
    outboxCard(status),
    day !== undefined && dayCard(day),
    card(
      t("latest"),
      latest.length === 0
        ? h("p", { class: "quiet" }, t("nothing-yet"))
        : h("ul", { class: "rows" }, latest.map(documentRow)),
    ),
  ];
};

const worst = (lights: readonly Light[]): Colour =>
  (["bad", "warning"] as const).find((colour) => lights.some((light) => light.colour === colour)) ?? "good";

function banner({ ready, environment }: TerminalStatus, lights: readonly Light[]): HTMLElement {
  const colour = ready ? worst(lights) : "bad";
  const text = ready ? (colour === "good" ? t("ready") : t("ready-but")) : t("not-ready");
  return h(
    "div",
    { class: `banner ${colour}`, role: "status" },
    h("span", { class: "lamp" }, icon(colour)),
    h("strong", {}, text),
    environment !== "production" &&
      h("span", { class: "test" }, t("test-environment", { name: word("environment", environment) })),
  );
}

const lightCard = ({ name, colour, found, remedy, href }: Light): HTMLElement =>
  h(
    "li",
    { class: `light ${colour}`, "data-light": name },
    h("span", { class: "lamp" }, icon(colour), h("span", { class: "away" }, word("colour", colour))),
    h("div", {}, h("b", {}, word("light", name)), h("span", {}, found)),
    remedy !== undefined && h("p", {}, remedy, href !== undefined && [" ", h("a", { href }, t("do-it"))]),
  );

function outboxCard({ outbox }: TerminalStatus): HTMLElement {
  const { pending, deadlineAt, late, rejected, held } = outbox;
  const rows = facts([
    late > 0 && [t("outbox.late"), badge("bad", String(late))],
    rejected > 0 && [t("outbox.rejected"), h("a", { href: link("documents") }, badge("bad", String(rejected)))],
    held.waiting > 0 && [t("outbox.held"), badge("warning", String(held.waiting))],
  ]);
  const said = h("div", { "aria-live": "polite" });
  const send = button(t("send-now"), () => flush(send, said), { icon: "send" });
  return card(
    t("outbox"),
    h(
      "div",
      { class: "figure" },
      h("b", { class: "number", "data-figure": "pending" }, ltr(pending)),
      h("span", {}, pending === 0 ? t("outbox.empty") : t("outbox.waiting")),
    ),
    deadlineAt !== undefined && clockOf(deadlineAt),
    rows,
    pending > 0 && may("flush") && send,
    said,
  );
}

async function flush(send: HTMLButtonElement, said: HTMLElement): Promise<void> {
  const answer = await busy(send, () => post("/v1/flush"));
  if (!answer.ok) fill(said, refusalNotice(answer));
}

const clockOf = (deadline: string): HTMLElement =>
  h(
    "div",
    { class: "countdown" },
    h("span", {}, t("deadline")),
    h("time", { datetime: deadline, "data-deadline": Date.parse(deadline) }, ltr(left(Date.parse(deadline)))),
    h("progress", { max: 24, value: Math.max(0, hoursLeft(Date.parse(deadline))), "aria-label": t("deadline") }),
  );

const hoursLeft = (deadline: number): number => (deadline - Date.now()) / 3_600_000;

/** `23:59:10`; below nothing it says by how much the period is over. */
function left(deadline: number): string {
  const seconds = Math.round(Math.abs(deadline - Date.now()) / 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${deadline < Date.now() ? "−" : ""}${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function countDown(root: HTMLElement): void {
  const shown = root.querySelector<HTMLElement>("[data-deadline]");
  if (shown !== null) fill(shown, ltr(left(Number(shown.dataset["deadline"]))));
}

function dayCard({ totals, documents, payments }: DayReport): HTMLElement {
  const of = (means: string): string => payments.find((row) => row.means === means)?.net ?? "0.00";
  return card(
    t("sales-today"),
    h("div", { class: "figure" }, h("b", { class: "number", "data-figure": "gross" }, money(totals.gross))),
    facts([
      [t("documents"), ltr(documents.counted)],
      [t("vat"), money(totals.vat)],
      [word("means", "cash"), money(of("cash"))],
      [word("means", "card"), money(of("card"))],
    ]),
  );
}
