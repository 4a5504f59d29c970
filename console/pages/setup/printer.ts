// The printers: how they are, a test page, the drawer, and papers that waited too long.
import type { PrinterStatus, TerminalStatus } from "../../../agent/terminal.ts";
import { get, post } from "../../api.ts";
import { type Child, fill, h, ltr } from "../../dom.ts";
import { t, word, said as words } from "../../language.ts";
import { listen } from "../../live.ts";
import { badge, busy, button, card, facts, notice, refusalNotice } from "../../parts.ts";
import { may } from "../../person.ts";
import { onLeave } from "../../router.ts";

const GOOD: ReadonlySet<string> = new Set(["ready", "unknown"]);

export async function printerPage(): Promise<Child> {
  const root = h("div", { class: "printers" });
  const refresh = async (): Promise<void> => {
    const answer = await get<TerminalStatus>("/v1/status");
    fill(
      root,
      answer.ok ? answer.body.printer.printers.map((printer) => printerCard(printer, refresh)) : refusalNotice(answer),
    );
  };
  onLeave(listen((event) => void (event === "printer-alarm" && refresh())));
  await refresh();
  return root;
}

function printerCard(printer: PrinterStatus, refresh: () => Promise<void>): HTMLElement {
  const { name, condition, pending, asking, alarms } = printer;
  const told = h("div", { "aria-live": "polite" });
  const act = (text: string, path: string, body: unknown, done: string, icon?: "print"): HTMLElement => {
    const pressed = button(
      text,
      async () => {
        const answer = await busy(pressed, () => post(path, body));
        fill(told, answer.ok ? notice("good", done) : refusalNotice(answer));
      },
      icon === undefined ? {} : { icon },
    );
    return pressed;
  };
  const waiting = `/v1/printers/${encodeURIComponent(name)}/waiting`;
  const settle = (text: string, word: "print" | "drop"): HTMLElement =>
    button(text, async () => {
      await post(waiting, { do: word });
      await refresh();
    });
  return card(
    word("printer-name", name),
    facts([
      [t("state"), badge(GOOD.has(condition) ? "good" : "warning", word("printer", condition))],
      [t("waiting-papers"), ltr(pending)],
    ]),
    alarms
      .filter(({ remedy }) => remedy !== undefined)
      .map(({ message, remedy }) =>
        notice("warning", h("strong", {}, words(message)), remedy !== undefined && h("p", {}, words(remedy))),
      ),
    asking > 0 && h("div", { class: "acts" }, settle(t("print-waiting"), "print"), settle(t("drop-waiting"), "drop")),
    h(
      "div",
      { class: "acts" },
      act(
        t("test-page"),
        "/v1/prints",
        { ...TEST_PAGE, ...(name === "main" ? {} : { printer: name }) },
        t("print-asked"),
        "print",
      ),
      may("drawer") &&
        act(t("open-drawer"), "/v1/drawer", name === "main" ? {} : { printer: name }, t("drawer-opened")),
    ),
    told,
  );
}

/** Letters of both languages, and digits: what a wrong profile shows first. */
const TEST_PAGE = {
  kind: "training",
  title: { ar: "صفحة اختبار", en: "Test page" },
  lines: [
    {
      name: { ar: "أبجد هوز حطي كلمن سعفص قرشت ثخذ ضظغ", en: "The quick brown fox jumps over the lazy dog" },
      quantity: "1",
    },
    { name: { ar: "الأرقام", en: "Digits 0123456789" }, quantity: "1", price: "12.50" },
  ],
};
