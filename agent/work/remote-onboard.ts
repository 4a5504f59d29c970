// Registration with a middleware (stackcue.md D1): register with the one-time password, pass the checks of the unit's
// functionality map, get the production identifier. The stored state is where an interrupted registration goes on.
import { FIRST_PIH, parseIcv, parseInvoiceHash, parseIrn, pihAfter } from "../core/ids.ts";
import type { Approved } from "../core/invoice/lifecycle.ts";
import { parseSale } from "../core/invoice/sale.ts";
import { documentBody } from "../core/middleware/document-body.ts";
import { assumedText, type MiddlewareAnswer, namedText } from "../core/middleware/read-middleware.ts";
import { complianceSale } from "../core/onboarding/compliance-documents.ts";
import type { ComplianceStep } from "../core/onboarding/enrolment.ts";
import type { RequestFields } from "../core/onboarding/request-fields.ts";
import { stepsOf } from "../core/onboarding/steps.ts";
import type { Trouble } from "../core/onboarding/trouble.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Clock, MakeUuid } from "../ports/clock.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { Middleware, RemoteState, RemoteStore } from "../ports/middleware.ts";
import type { Progress } from "../terminal.ts";
import { approveDraft, type IssueSettings } from "./issue-invoice.ts";

export interface RemoteOnboardPorts {
  readonly clock: Clock;
  readonly uuid: MakeUuid;
  readonly ledger: Ledger;
  readonly middleware: Middleware;
  readonly remote: RemoteStore;
}

export interface RemoteUnit {
  readonly request: RequestFields;
  readonly email: string;
}

/** Goes on from the stored state until the unit is ready or something stops it; the password is used once, at the start. */
export async function onboardRemote(
  ports: RemoteOnboardPorts,
  settings: IssueSettings,
  unit: RemoteUnit,
  otp: string | undefined,
  progress: Progress,
): Promise<Result<undefined, Trouble>> {
  for (;;) {
    const state = ports.remote.load();
    if (state.stage === "ready") return ok(undefined);
    if (state.stage === "new" && otp === undefined) return err({ code: "otp-needed" });
    const next = state.stage === "new" ? await register(ports, unit, otp ?? "") : await goOn(ports, settings, state);
    if (!next.ok) return next;
    ports.remote.save(next.value);
    progress(told(next.value));
  }
}

const told = (state: RemoteState) =>
  state.stage === "registered"
    ? {
        ar: `مسجل، بقي ${state.outstanding.length} من الفحوص`,
        en: `registered, ${state.outstanding.length} checks left`,
      }
    : { ar: "وصل معرف الإنتاج: الوحدة جاهزة", en: "the production identifier is here: the unit is ready" };

type Step = Promise<Result<RemoteState, Trouble>>;

async function register({ middleware }: RemoteOnboardPorts, { request, email }: RemoteUnit, otp: string): Step {
  const [standard, simplified] = request.functionalityMap;
  const answer = await middleware.call("/api/compliance", {
    commonName: request.name,
    email,
    location: request.branch,
    companyName: request.organization,
    vatNumber: request.vat,
    isRequiredSimplifiedDoc: simplified === "1",
    isRequiredStandardDoc: standard === "1",
    deviceSerialNumber1: request.maker,
    deviceSerialNumber2: request.model,
    deviceSerialNumber3: request.serial,
    regAddress: request.address,
    businessCategory: request.industry,
    otp,
  });
  const complianceId = identifierIn(answer, "stackcueComplianceIdentifier");
  if (complianceId === undefined) return err(troubleOf(answer));
  const outstanding = stepsOf(request.functionalityMap);
  return ok({ stage: "registered", complianceId, outstanding, icv: 1, pih: FIRST_PIH });
}

type Registered = Extract<RemoteState, { stage: "registered" }>;

function goOn(ports: RemoteOnboardPorts, settings: IssueSettings, state: Registered): Step {
  const [step] = state.outstanding;
  return step === undefined ? production(ports, state) : check(ports, settings, state, step as ComplianceStep);
}

async function check(
  ports: RemoteOnboardPorts,
  settings: IssueSettings,
  state: Registered,
  step: ComplianceStep,
): Step {
  const document = complianceDocument(ports, settings, step);
  const [irn, icv] = [document.sale.irn ?? parseIrn(document.sale.reference), parseIcv(state.icv)];
  if (irn === undefined || icv === undefined) throw new Error("a compliance document has a number and a counter");
  const link = { irn, icv, pih: state.pih, issuedAt: ports.clock.now(), complianceId: state.complianceId };
  const answer = await ports.middleware.call(`/api/${document.profile}-compliance`, documentBody(document, link));
  if (answer.kind !== "accepted") return err(troubleOf(answer, step));
  const hash = parseInvoiceHash(assumedText(answer.values, "hash") ?? "");
  return ok({
    ...state,
    outstanding: state.outstanding.slice(1),
    icv: state.icv + 1,
    pih: hash === undefined ? state.pih : pihAfter(hash),
  });
}

function complianceDocument(ports: RemoteOnboardPorts, settings: IssueSettings, step: ComplianceStep): Approved {
  const draft = parseSale(complianceSale(step));
  const approved = draft.ok ? approveDraft(ports, settings, draft.value) : draft;
  if (approved.ok) return approved.value;
  throw new Error(`no compliance document can be made: ${approved.error[0]?.message.en}`);
}

async function production({ middleware }: RemoteOnboardPorts, { complianceId }: Registered): Step {
  const answer = await middleware.call("/api/productioncsid", { stackcueComplianceIdentifier: complianceId });
  const productionId = identifierIn(answer, "stackcueProductionIdentifier");
  if (answer.kind !== "accepted" || productionId === undefined) return err(troubleOf(answer));
  const expires = namedText(answer.values, "stackcueHelper", "CerExpDate");
  return ok({ stage: "ready", complianceId, productionId, expires });
}

function identifierIn(answer: MiddlewareAnswer, name: string): string | undefined {
  const text = answer.kind === "accepted" ? namedText(answer.values, "stackcueHelper", name) : "";
  return text === "" ? undefined : text;
}

function troubleOf(answer: MiddlewareAnswer, step?: string): Trouble {
  const detail = (text: string): string => (step === undefined ? text : `${step}: ${text}`);
  switch (answer.kind) {
    case "unreachable":
      return { code: "network", detail: detail(answer.because) };
    case "refused":
      return { code: "refused", detail: detail(answer.errors.join("; ")) };
    case "unknown":
      return { code: "unexpected", detail: detail(answer.because) };
    case "accepted":
      return { code: "unexpected", detail: detail("a success without its identifier") };
  }
}
