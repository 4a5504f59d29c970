// The console begins: language, who is there, which page.
import { call, onLoggedOut } from "./api.ts";
import { type Child, fill, h } from "./dom.ts";
import { drawFrame, type Place } from "./frame.ts";
import { language, speak, startLanguage, t } from "./language.ts";
import { closeStream, openStream, watchIdle } from "./live.ts";
import { documentPage } from "./pages/document.ts";
import { documentsPage } from "./pages/documents.ts";
import { doorPage } from "./pages/door.ts";
import { passwordPage } from "./pages/password.ts";
import { reportsPage } from "./pages/reports.ts";
import { sellPage } from "./pages/sell.ts";
import { setupPage } from "./pages/setup.ts";
import { todayPage } from "./pages/today.ts";
import { forget, may, me, recognise } from "./person.ts";
import { go, leavePage, type Page, parts } from "./router.ts";

/** Every place of the console, and the right that opens it. */
const PLACES: readonly (Place & { readonly page: Page })[] = [
  { name: "today", right: "read", page: todayPage },
  { name: "sell", right: "sell", page: sellPage },
  {
    name: "documents",
    right: "read",
    page: ([, irn, act]) => (irn === undefined ? documentsPage() : documentPage(irn, act)),
  },
  { name: "reports", right: "report", page: reportsPage },
  { name: "setup", right: "read", page: setupPage },
];

let drawing = 0;

/** Draws the page of the address; of two that overlap the later one stays. */
async function draw(): Promise<void> {
  leavePage();
  drawing += 1;
  const mine = drawing;
  for (const open of document.querySelectorAll("dialog")) open.close();
  document.title = t("title");
  const person = me();
  if (person === undefined) return show(mine, await doorPage(enter), false);
  if (person.mustChangePassword) return show(mine, passwordPage(enter), false);
  const [name] = parts();
  const place = PLACES.find((one) => one.name === name && may(one.right)) ?? PLACES[0];
  if (place === undefined) return;
  document.title = `${t(`nav.${place.name}`)} · ${t("title")}`;
  await show(mine, await place.page(parts()), true, place.name);
}

async function show(mine: number, content: Child, framed: boolean, name = ""): Promise<void> {
  if (mine !== drawing) return;
  const main = h("main", { id: "main", tabindex: -1, class: name === "" ? "door" : `page ${name}` }, content);
  fill(
    document.body,
    framed &&
      drawFrame(
        PLACES.filter(({ right }) => may(right)),
        name,
        { change, leave },
      ),
    main,
  );
  document.body.className = framed ? "framed" : "";
  await document.fonts.ready;
}

/** After logging in: a new unit is onboarded first. */
async function enter(): Promise<void> {
  const person = await recognise();
  if (person === undefined || person.mustChangePassword) return draw();
  openStream();
  const status = await call<{ csid: { stage: string } }>("GET", "/v1/status");
  if (status.ok && status.body.csid.stage !== "ready" && may("enrol")) go("setup", "enrol");
  await draw();
}

async function leave(): Promise<void> {
  await call("DELETE", "/v1/session");
  out();
}

function out(): void {
  const wasIn = me() !== undefined;
  closeStream();
  forget();
  if (wasIn) void draw();
}

function change(): void {
  speak(language() === "ar" ? "en" : "ar");
  void draw();
}

addEventListener("khatm-language", change);
addEventListener("hashchange", () => void draw());
onLoggedOut(out);
watchIdle(() => void (me() !== undefined && leave()));
startLanguage();
if ((await recognise()) !== undefined) openStream();
await draw();
