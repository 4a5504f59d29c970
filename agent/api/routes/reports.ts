// Routes of reports: a day, what is open (X), a month. Closings (Z) are in closings.ts.
import { closingText, monthText } from "../../core/day-report/closing-text.ts";
import { closingCsv, dayCsv, monthCsv } from "../../core/day-report/csv.ts";
import { isMonth } from "../../core/day-report/month.ts";
import { dayReportText } from "../../core/day-report/text.ts";
import type { Call } from "../environment.ts";
import { presentJob } from "../present.ts";
import { problemResponse, wrongQuery } from "../problem.ts";
import { isDate, readQuery, wordKey } from "../query.ts";
import { actorOf, pathValue, type Route } from "../route.ts";

/** The forms every report comes in. */
export const FORMATS = {
  format: wordKey(
    ["json", "text", "csv"],
    "JSON where it is not said; text for a person or a printer, csv for a spreadsheet",
  ),
};

interface Shown {
  /** Name of the file a spreadsheet saves. */
  readonly name: string;
  readonly json: object;
  readonly text: () => string;
  readonly csv: () => string;
}

/** A report in the form that was asked for. */
export function reportResponse(call: Call, shown: () => Shown): Response {
  const query = readQuery(FORMATS, call.req.query());
  if (!query.ok) return wrongQuery(query.error);
  const report = shown();
  if (query.value.format === "text") return call.text(report.text());
  if (query.value.format !== "csv") return call.json(report.json);
  return call.body(report.csv(), 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${report.name}.csv"`,
  });
}

const noDay = () => problemResponse("not-found", { detail: "a day is written as 2026-11-21" });
const noMonth = () => problemResponse("not-found", { detail: "a month is written as 2026-11" });

/** What is answered where a paper was asked for. */
export const PAPER = {
  answers: { 202: { about: "in the queue of the receipt printer, durably", body: { json: "PrintJob" } } },
} as const satisfies Pick<Route, "answers">;

export const REPORT_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/reports/day/{date}/print",
    right: "print",
    about: { ar: "طباعة تقرير اليوم", en: "print the report of a day" },
    ...PAPER,
    problems: ["not-found", "printer-busy"],
    handle: async (call, { terminal }) => {
      const date = pathValue(call, "date");
      if (!isDate(date)) return noDay();
      return call.json(presentJob(await terminal.reports.printDay(date, actorOf(call))), 202);
    },
  },
  {
    method: "GET",
    path: "/v1/reports/day/{date}",
    right: "report",
    about: {
      ar: "تقرير اليوم",
      en: "report of a calendar day: counts, totals and VAT per category, payments, per cashier",
    },
    query: FORMATS,
    answers: { 200: { about: "the day so far, or as it was", body: { json: "DayReport" } } },
    problems: ["not-found"],
    handle: (call, { terminal }) => {
      const date = pathValue(call, "date");
      if (!isDate(date)) return noDay();
      return reportResponse(call, () => {
        const json = terminal.reports.day(date);
        return { name: `khatm-${date}`, json, text: () => dayReportText(json), csv: () => dayCsv(json) };
      });
    },
  },
  {
    method: "POST",
    path: "/v1/reports/x/print",
    right: "print",
    about: { ar: "طباعة تقرير X", en: "print the X report" },
    ...PAPER,
    problems: ["printer-busy"],
    handle: async (call, { terminal }) => call.json(presentJob(await terminal.reports.printLook(actorOf(call))), 202),
  },
  {
    method: "GET",
    path: "/v1/reports/x",
    right: "report",
    about: { ar: "تقرير X: ما بعد آخر إقفال", en: "X report: everything since the last closing, and nothing is kept" },
    query: FORMATS,
    answers: { 200: { about: "what a closing made now would hold", body: { json: "ClosingReport" } } },
    handle: (call, { terminal }) =>
      reportResponse(call, () => {
        const json = terminal.reports.look();
        return { name: "khatm-x", json, text: () => closingText(json), csv: () => closingCsv(json) };
      }),
  },
  {
    method: "POST",
    path: "/v1/reports/month/{month}/print",
    right: "print",
    about: { ar: "طباعة ملخص ضريبة الشهر", en: "print the VAT of a month" },
    ...PAPER,
    problems: ["not-found", "printer-busy"],
    handle: async (call, { terminal }) => {
      const month = pathValue(call, "month");
      if (!isMonth(month)) return noMonth();
      return call.json(presentJob(await terminal.reports.printMonth(month, actorOf(call))), 202);
    },
  },
  {
    method: "GET",
    path: "/v1/reports/month/{month}",
    right: "report",
    about: { ar: "ملخص ضريبة الشهر", en: "VAT of a month by category, sales and credit notes apart" },
    query: FORMATS,
    answers: { 200: { about: "by issue date in Riyadh; without rejected documents", body: { json: "MonthReport" } } },
    problems: ["not-found"],
    handle: (call, { terminal }) => {
      const month = pathValue(call, "month");
      if (!isMonth(month)) return noMonth();
      return reportResponse(call, () => {
        const json = terminal.reports.month(month);
        return { name: `khatm-vat-${month}`, json, text: () => monthText(json), csv: () => monthCsv(json) };
      });
    },
  },
];
