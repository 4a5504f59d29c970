// Routes of reports.
import { dayReportText } from "../../core/day-report/text.ts";
import { problemResponse } from "../problem.ts";
import { isDate, readQuery, wordKey } from "../query.ts";
import { pathValue, type Route } from "../route.ts";

const FORMATS = { format: wordKey(["json", "text"], "JSON where it is not said; text for a person or a printer") };

export const REPORT_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/reports/day/{date}",
    right: "report",
    about: { ar: "إقفال اليوم", en: "daily closing (X): counts, totals and VAT per category, payments, per cashier" },
    query: FORMATS,
    answers: { 200: { about: "the day so far, or as it was", body: { json: "DayReport" } } },
    problems: ["refused", "not-found"],
    handle: (call, { terminal }) => {
      const query = readQuery(FORMATS, call.req.query());
      if (!query.ok) return problemResponse("refused", { violations: query.error });
      const date = pathValue(call, "date");
      if (!isDate(date)) return problemResponse("not-found", { detail: "a day is written as 2026-11-21" });
      const report = terminal.dayReport(date);
      return query.value.format === "text" ? call.text(dayReportText(report)) : call.json(report);
    },
  },
];
