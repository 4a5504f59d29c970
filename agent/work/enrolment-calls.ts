// The three calls of the journey, each with its answer as an event of the state machine.
import { verify, X509Certificate } from "node:crypto";
import type { TerminalAlarm } from "../core/alarms.ts";
import type { Bilingual } from "../core/bilingual.ts";
import { complianceSale } from "../core/onboarding/compliance-documents.ts";
import { type CsidKind, certificateText, openedCsid, type StoredCsid, storedCsid } from "../core/onboarding/csid.ts";
import { isUnanswered, type PendingDocument } from "../core/onboarding/enrolment.ts";
import { ENVIRONMENTS } from "../core/onboarding/environment.ts";
import { enrolmentOf, type JourneyEvent, type Todo } from "../core/onboarding/journey.ts";
import { stepsIn } from "../core/onboarding/steps.ts";
import { type Trouble, troubleOf } from "../core/onboarding/trouble.ts";
import type { Answer, CsidAnswer, IssuedCsid } from "../core/reporting/answer.ts";
import { backoff } from "../core/reporting/policy.ts";
import type { Vault } from "../ports/keys.ts";
import { factsOf, hasEnded } from "./active-csid.ts";
import { type Enrolling, stateOf } from "./enrolment-run.ts";

type TodoOf<D extends Todo["do"]> = Extract<Todo, { do: D }>;

const TRIES = 4;
const TRANSIENT: ReadonlySet<(Answer | CsidAnswer)["kind"]> = new Set([
  "unreachable",
  "unknown-outcome",
  "unavailable",
  "too-many",
  "hiccup",
]);

/**
 * Asks for a CSID with the one-time password: POST the first time, PATCH on a renewal (A9). A CSID that has ended opens no
 * door any more (A7, 401), the one to its renewal included: its successor is asked for like a first one.
 */
export async function requestCsid(run: Enrolling, todo: TodoOf<"request-csid">): Promise<JourneyEvent> {
  const { gateway, vault, now } = run.ports;
  const otp = run.takeOtp();
  const isUnsure = wasLeftUnanswered(run);
  if (otp === undefined) return failed({ code: isUnsure ? "otp-unsure" : "otp-needed" });
  const { csrPem } = todo;
  const isOver = todo.renewing !== undefined && hasEnded(factsOf(todo.renewing), now());
  const renewing = isOver ? undefined : todo.renewing;
  const call: CsidCall = renewing === undefined ? "compliance" : "renewal";
  if (isUnsure) raiseUnanswered(run, call);
  run.tell({ kind: "otp-sent" });
  run.progress(PROGRESS.asking);
  const answer = await persistently(run, call, () =>
    renewing === undefined
      ? gateway.requestComplianceCsid(csrPem, otp)
      : gateway.renewProductionCsid(openedCsid(renewing, vault.open), csrPem, otp),
  );
  if (answer.kind === "issued" && renewing !== undefined) return productionIssued(run, answer.csid, todo.keyName);
  if (answer.kind !== "issued" && answer.kind !== "compliance-needed") return failed(troubleOf(answer));
  const csid = storedCsid("compliance", answer.csid, todo.keyName, vault.seal);
  if (!isForItsKey(csid, vault)) return failed({ code: "certificate-foreign" });
  run.progress(PROGRESS.compliance);
  return { kind: "compliance-issued", csid };
}

/** Sends one compliance document, stored before it leaves: after an interruption the same bytes go again. */
export async function checkDocument(run: Enrolling, todo: TodoOf<"check">): Promise<JourneyEvent> {
  const { step, compliance } = todo;
  const document = todo.pending ?? makePending(run, todo);
  const csid = openedCsid(compliance, run.ports.vault.open);
  const submission = { ...document, xml: Buffer.from(document.xml, "base64") };
  const answer = await persistently(run, undefined, () => run.ports.gateway.checkCompliance(csid, submission));
  if (answer.kind === "accepted") {
    run.progress(passed(step));
    return { kind: "document-passed" };
  }
  const trouble = troubleOf(answer);
  if (answer.kind === "unauthorized") return { kind: "compliance-lost", trouble };
  const named = { code: trouble.code, detail: [step, trouble.detail].filter((part) => part !== undefined).join(": ") };
  return { kind: answer.kind === "rejected" ? "document-refused" : "failed", trouble: named };
}

function makePending(run: Enrolling, { step, link, compliance }: TodoOf<"check">): PendingDocument {
  const { uuid, invoiceHash, xml } = run.ports.makeDocument(complianceSale(step), compliance, link);
  const document = { step, uuid, invoiceHash, xml: Buffer.from(xml).toString("base64") };
  run.tell({ kind: "document-made", document });
  return document;
}

/** Asks for the production CSID. */
export async function requestProduction(run: Enrolling, todo: TodoOf<"request-production">): Promise<JourneyEvent> {
  const { vault, gateway, units } = run.ports;
  run.progress(PROGRESS.requesting);
  const csid = openedCsid(todo.compliance, vault.open);
  if (wasLeftUnanswered(run)) raiseUnanswered(run, "production");
  run.tell({ kind: "production-asked" });
  const answer = await persistently(run, "production", () => gateway.requestProductionCsid(csid));
  if (answer.kind === "issued") return productionIssued(run, answer.csid, todo.compliance.keyName);
  const trouble = troubleOf(answer);
  if (trouble.code === "credentials" || trouble.code === "compliance-unknown") {
    return { kind: "compliance-lost", trouble };
  }
  if (trouble.code !== "steps-missing") return failed(trouble);
  const named = stepsIn(trouble.detail ?? "");
  const needed = enrolmentOf(stateOf(units))?.needed ?? [];
  return { kind: "steps-missing", steps: named.length > 0 ? named : needed };
}

/** The sandbox's production certificate is canned: there it cannot be for our key (gateway.md 0). */
function productionIssued({ ports, unit, progress }: Enrolling, issued: IssuedCsid, keyName: string): JourneyEvent {
  const csid = storedCsid("production", issued, keyName, ports.vault.seal);
  const isCanned = ENVIRONMENTS[unit.environment].stampsWith === "compliance";
  if (!isCanned && !isForItsKey(csid, ports.vault)) return failed({ code: "certificate-foreign" });
  progress(PROGRESS.production);
  return { kind: "production-issued", csid };
}

/** True when the certificate verifies what the key signs. */
function isForItsKey(csid: StoredCsid<CsidKind>, vault: Vault): boolean {
  const probe = Buffer.from(csid.id, "utf8");
  try {
    const { publicKey } = new X509Certificate(Buffer.from(certificateText(csid), "base64"));
    return verify("sha256", probe, publicKey, vault.signing(csid.keyName)(probe));
  } catch {
    return false;
  }
}

/** Repeats a call while the gateway is away, a few times; the answer of the last try counts. */
async function persistently<A extends Answer | CsidAnswer>(
  run: Enrolling,
  asksFor: CsidCall | undefined,
  call: () => Promise<A>,
): Promise<A> {
  for (let count = 1; ; count++) {
    const answer = await call();
    if (asksFor !== undefined && answer.kind === "unknown-outcome") raiseUnanswered(run, asksFor);
    if (count === TRIES || !TRANSIENT.has(answer.kind)) return answer;
    run.progress(PROGRESS.waiting);
    await run.ports.wait(backoff({ count, jitter: run.ports.jitter() }, { secondsLeft: 0 }));
  }
}

/** The calls that make a CSID. */
type CsidCall = "compliance" | "production" | "renewal";

/** The gateway may hold a CSID whose secret nobody has: harmless, but it is the taxpayer's to revoke in the portal. */
const raiseUnanswered = ({ ports }: Enrolling, call: CsidCall): void =>
  ports.activity.add({
    actor: "agent",
    action: "alarm",
    subject: "csid-unanswered" satisfies TerminalAlarm,
    result: call,
  });

function wasLeftUnanswered({ ports }: Enrolling): boolean {
  const enrolment = enrolmentOf(stateOf(ports.units));
  return enrolment !== undefined && isUnanswered(enrolment);
}

const failed = (trouble: Trouble): JourneyEvent => ({ kind: "failed", trouble });

const passed = (step: string): Bilingual => ({
  ar: `اجتاز مستند الامتثال ${step}`,
  en: `compliance document passed: ${step}`,
});

const PROGRESS = {
  asking: { ar: "يُطلب من البوابة شهادة برمز لمرة واحدة", en: "asking the gateway with the one-time password" },
  compliance: { ar: "وصلت شهادة الامتثال", en: "the compliance CSID is here" },
  requesting: { ar: "تُطلب شهادة الإنتاج", en: "asking for the production CSID" },
  production: { ar: "وصلت شهادة الإنتاج: الجهاز جاهز", en: "the production CSID is here: the unit is ready" },
  waiting: { ar: "البوابة لا تجيب، ستعاد المحاولة", en: "the gateway does not answer; trying again" },
} as const satisfies Readonly<Record<string, Bilingual>>;
