// Routes of the printers: papers that are no tax documents, the cash drawer, papers that waited too long.
import { object, oneOf, optional, required } from "../../core/invoice/reading/reader.ts";
import { readLine } from "../../core/invoice/reading/values.ts";
import { presentJob } from "../present.ts";
import { problemResponse, wrongBody } from "../problem.ts";
import { actorOf, bodyRoute, jsonBody, pathValue, type Route } from "../route.ts";
import { ref } from "../schemas/schema.ts";

export const PRINTING_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/prints",
    right: "print",
    about: {
      ar: "طباعة ورقة غير ضريبية: حساب الضيف، طلب المطبخ، تدريب",
      en: "print a paper that is no tax document: guest check, kitchen order, training",
    },
    body: ref("NonFiscalPaper"),
    answers: { 202: { about: "in the queue of its printer, durably", body: { json: "PrintJob" } } },
    problems: ["no-such-printer", "printer-busy"],
    handle: async (call, { terminal }) => {
      const asked = await terminal.print(await jsonBody(call), actorOf(call));
      return asked.ok ? call.json(presentJob(asked.value), 202) : wrongBody(asked.error);
    },
  },
  {
    method: "GET",
    path: "/v1/prints/{job}",
    right: "read",
    about: { ar: "ما صارت إليه ورقة", en: "what became of a paper" },
    answers: { 200: { about: "the job", body: { json: "PrintJob" } } },
    problems: ["not-found"],
    handle: (call, { terminal }) => {
      const id = pathValue(call, "job");
      const job = /^\d{1,15}$/.test(id) ? terminal.printJob(Number(id)) : undefined;
      return job === undefined ? problemResponse("not-found") : call.json(presentJob(job));
    },
  },
  bodyRoute({
    method: "POST",
    path: "/v1/printers/{name}/waiting",
    right: "print",
    about: {
      ar: "طباعة ما انتظر أكثر من عشر دقائق، أو تركه",
      en: "print what waited for more than ten minutes, or leave it",
    },
    reads: object({ do: required(oneOf(["print", "drop"])) }),
    answers: { 200: { about: "how many papers it was about", body: { json: "SettledPapers" } } },
    problems: ["no-such-printer"],
    handle: (body, call, { terminal }) =>
      call.json({ papers: terminal.settleWaiting(pathValue(call, "name"), body.do, actorOf(call)) }),
  }),
  bodyRoute({
    method: "POST",
    path: "/v1/drawer",
    right: "drawer",
    about: { ar: "فتح درج النقود الآن أو لا يُفتح", en: "open the cash drawer, now or not at all" },
    reads: object({ printer: optional(readLine(64)) }),
    answers: { 200: { about: "the pulse was sent", body: { json: "OpenedDrawer" } } },
    problems: ["no-such-printer", "printer-failed"],
    handle: async ({ printer }, call, { terminal }) => {
      await terminal.openDrawer(printer, actorOf(call));
      return call.json({ opened: true });
    },
  }),
];
