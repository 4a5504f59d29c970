// Routes of the unit: checks, the gateway's queue, onboarding and renewal, its end.
import type { Bilingual } from "../../core/bilingual.ts";
import { error } from "../../core/invoice/finding.ts";
import { described, fail, object, oneOf, optional, type Read } from "../../core/invoice/reading/reader.ts";
import { explain, type Trouble } from "../../core/onboarding/trouble.ts";
import type { Call } from "../environment.ts";
import { problemResponse } from "../problem.ts";
import { actorOf, bodyRoute, jsonBody, type Route, type Services } from "../route.ts";

/** The portal gives six digits. They go no further than the call to the gateway, and never into an answer. */
const readOtp: Read<string> = described({ type: "string", pattern: "^[0-9]{6}$" }, (value, at) =>
  typeof value === "string" && /^[0-9]{6}$/.test(value) ? value : fail(at, noOtp(at.path)),
);

const noOtp = (path: string) =>
  error(
    "onboarding/otp",
    path,
    ["رمز التحقق ستة أرقام", "a one-time password has six digits"],
    ["أنشئ رمزًا من بوابة فاتورة وأرسله نصًا", "make one in the Fatoora portal and send it as text"],
  );

/** Asked of the terminal at every call: after a storage fault it is another one. */
const ENROLMENTS = [
  { path: "/v1/onboarding", act: "onboard", about: { ar: "التسجيل أو استئنافه", en: "onboard, or go on with it" } },
  { path: "/v1/renewal", act: "renew", about: { ar: "تجديد الشهادة", en: "renew the production CSID" } },
] as const;

const enrolments = ENROLMENTS.map(({ path, act, about }) =>
  bodyRoute({
    method: "POST",
    path,
    right: "enrol",
    about,
    reads: object({ otp: optional(readOtp) }),
    answers: { 200: { about: "done", body: { json: "Enrolled" } } },
    problems: ["onboarding", "gateway-unreachable"],
    handle: async ({ otp }, call, { terminal }) => {
      const progress: Bilingual[] = [];
      const outcome = await terminal[act](otp, (line) => progress.push(line), actorOf(call));
      return outcome.ok ? call.json({ progress }) : stopped(outcome.error, progress);
    },
  }),
);

/** Why it stopped and what to do, with what was done before. */
const stopped = (trouble: Trouble, progress: readonly Bilingual[]): Response =>
  problemResponse("onboarding", { trouble, ...explain(trouble), progress });

export const UNIT_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/doctor",
    right: "examine",
    about: { ar: "كل فحص وعلاجه", en: "every check with its remedy" },
    answers: { 200: { about: "the checks", body: { json: "Checks" } } },
    handle: async (call, { terminal }) => call.json({ checks: await terminal.doctor() }),
  },
  {
    method: "GET",
    path: "/v1/go-live",
    right: "examine",
    about: { ar: "قائمة الجاهزية بأدلتها", en: "the go-live checklist with its evidence" },
    answers: { 200: { about: "the checks", body: { json: "Checks" } } },
    handle: (call, { terminal }) => call.json({ checks: terminal.goLive() }),
  },
  {
    method: "POST",
    path: "/v1/flush",
    right: "flush",
    about: { ar: "إرسال المنتظر الآن", en: "send what waits for the gateway, now" },
    answers: { 200: { about: "what became of it", body: { json: "Flushed" } } },
    handle: async (call, { terminal }) => call.json(await terminal.flush()),
  },
  {
    method: "GET",
    path: "/v1/csr",
    right: "enrol",
    about: { ar: "طلب توقيع الشهادة كما يُرسل", en: "the certificate signing request as it is or will be sent" },
    answers: { 200: { about: "the request, PEM", body: { json: "Csr" } } },
    problems: ["no-request"],
    handle: async (call, { terminal }) => call.json({ csr: await terminal.csr() }),
  },
  ...enrolments,
  {
    method: "POST",
    path: "/v1/decommission",
    right: "decommission",
    about: {
      ar: "إنهاء عمل الوحدة وإتلاف مفتاحها",
      en: "end the unit: stop signing, tell what waits, destroy the key",
    },
    body: object({ confirm: optional(oneOf(["decommission"])) }).schema ?? {},
    answers: { 200: { about: "how far it has come", body: { json: "Decommissioned" } } },
    problems: ["unconfirmed"],
    handle: decommission,
  },
];

/** The command line has its own question; a browser sends the word. */
async function decommission(call: Call, { terminal }: Services): Promise<Response> {
  const caller = call.get("caller");
  if (caller?.kind !== "operator" && !isConfirmed(await jsonBody(call))) return problemResponse("unconfirmed");
  return call.json(await terminal.decommission(caller?.actor));
}

const isConfirmed = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "confirm" in body && body.confirm === "decommission";
