// Routes of closings (Z reports): make one, list them, one of them, another paper of it.
import { closingText } from "../../core/day-report/closing-text.ts";
import { closingCsv } from "../../core/day-report/csv.ts";
import { object, required } from "../../core/invoice/reading/reader.ts";
import { readReference } from "../../core/invoice/reading/values.ts";
import type { StoredClosing } from "../../ports/closings.ts";
import type { Terminal } from "../../terminal.ts";
import type { Call } from "../environment.ts";
import { presentClosing, presentClosingRow, presentJob } from "../present.ts";
import { problemResponse, wrongQuery } from "../problem.ts";
import { nextOf, pageKeys, pageOf, readQuery } from "../query.ts";
import { actorOf, bodyRoute, pathValue, type Route } from "../route.ts";
import { FORMATS, PAPER, reportResponse } from "./reports.ts";

const PAGE = 50;
const LIST_QUERY = pageKeys(PAGE);

const numberOf = (call: Call): number | undefined => {
  const text = pathValue(call, "number");
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
};

const closingIn = (call: Call, { reports }: Pick<Terminal, "reports">): StoredClosing | undefined => {
  const number = numberOf(call);
  return number === undefined ? undefined : reports.closing(number);
};

export const CLOSING_ROUTES: readonly Route[] = [
  bodyRoute({
    method: "POST",
    path: "/v1/reports/z",
    right: "close",
    about: {
      ar: "تقرير Z: إقفال كل ما بعد آخر إقفال برقم متسلسل وطباعته",
      en: "Z report: closes everything since the last closing under the next number, and prints it",
    },
    reads: object({ reference: required(readReference) }),
    answers: {
      201: { about: "closed", body: { json: "Closing" } },
      200: { about: "the same reference again: the closing that was made", body: { json: "Closing" } },
    },
    problems: ["outcome-unknown"],
    handle: ({ reference }, call, { terminal }) => {
      const { closing, isNew } = terminal.reports.close(reference, actorOf(call));
      return call.json(presentClosing(closing), isNew ? 201 : 200);
    },
  }),
  {
    method: "GET",
    path: "/v1/reports/z",
    right: "report",
    about: { ar: "الإقفالات، الأحدث أولًا", en: "the closings, newest first" },
    query: LIST_QUERY,
    answers: { 200: { about: "a page; `next` where there may be more", body: { json: "Closings" } } },
    handle: (call, { terminal }) => {
      const query = readQuery(LIST_QUERY, call.req.query());
      if (!query.ok) return wrongQuery(query.error);
      const { before, limit } = pageOf(query.value, PAGE);
      const found = terminal.reports.closings(before, limit);
      return call.json({ closings: found.map(presentClosingRow), ...nextOf(found.at(limit - 1)?.number) });
    },
  },
  {
    method: "GET",
    path: "/v1/reports/z/{number}",
    right: "report",
    about: { ar: "إقفال واحد", en: "one closing, as it was made" },
    query: FORMATS,
    answers: { 200: { about: "the closing", body: { json: "Closing" } } },
    problems: ["not-found"],
    handle: (call, { terminal }) => {
      const closing = closingIn(call, terminal);
      if (closing === undefined) return problemResponse("not-found");
      const { number, report } = closing;
      return reportResponse(call, () => ({
        name: `khatm-z-${number}`,
        json: presentClosing(closing),
        text: () => closingText(report, number),
        csv: () => closingCsv(report, number),
      }));
    },
  },
  {
    method: "POST",
    path: "/v1/reports/z/{number}/print",
    right: "print",
    about: { ar: "نسخة من إقفال على الورق", en: "a closing on paper once more, marked COPY" },
    ...PAPER,
    problems: ["not-found", "printer-busy"],
    handle: (call, { terminal }) => {
      const number = numberOf(call);
      const job = number === undefined ? undefined : terminal.reports.printClosing(number, actorOf(call));
      return job === undefined ? problemResponse("not-found") : call.json(presentJob(job), 202);
    },
  },
];
