// Reports: the till with its closings, a day, VAT of a month.
import { type Child, h } from "../dom.ts";
import { t } from "../language.ts";
import { link } from "../router.ts";
import { dayReport } from "./report-day.ts";
import { monthReport } from "./report-month.ts";
import { closingReport, tillReport } from "./report-till.ts";

const TABS = { till: tillReport, day: dayReport, month: monthReport } as const;
type Tab = keyof typeof TABS;

export async function reportsPage([, kind = "till", number]: readonly string[]): Promise<Child> {
  const open = Object.hasOwn(TABS, kind) ? (kind as Tab) : "till";
  const tabs = Object.keys(TABS) as readonly Tab[];
  return [
    h("h1", { class: "away" }, t("nav.reports")),
    h(
      "nav",
      { class: "tabs", "aria-label": t("nav.reports") },
      tabs.map((tab) =>
        h("a", { href: link("reports", tab), "aria-current": tab === open ? "page" : undefined }, t(`report.${tab}`)),
      ),
    ),
    kind === "z" && number !== undefined ? await closingReport(number) : await TABS[open](),
  ];
}
