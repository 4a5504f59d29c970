// Routes of reports.
import { dayReportText } from "../../core/day-report/text.ts";
import { presentJob } from "../present.ts";
import { problemResponse } from "../problem.ts";
import { isDate, readQuery, wordKey } from "../query.ts";
import { pathValue, type Route } from "../route.ts";

const FORMATS = { format: wordKey(["json", "text"], "JSON where it is not said; text for a person or a printer") };

const noDay = () => problemResponse("not-found", { detail: "a day is written as 2026-11-21" });

export const REPORT_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/reports/day/{date}/print",
    right: "print",
    about: { ar: "طباعة إقفال اليوم", en: "print the daily closing" },
    answers: { 202: { about: "in the queue of the receipt printer, durably", body: { json: "PrintJob" } } },
    problems: ["not-found", "printer-busy"],
    handle: async (call, { terminal }) => {
      const date = pathValue(call, "date");
      if (!isDate(date)) return noDay();
      return call.json(presentJob(await terminal.printDay(date, call.get("caller")?.actor)), 202);
    },
  },
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
      if (!isDate(date)) return noDay();
      const report = terminal.dayReport(date);
      return query.value.format === "text" ? call.text(dayReportText(report)) : call.json(report);
    },
  },
];
