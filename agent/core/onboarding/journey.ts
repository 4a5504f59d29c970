// The life of an EGS unit as a state machine: the stored row is the state, so a power cut resumes (gateway.md A5, A9).
import type { InvoiceHash, Pih } from "../ids.ts";
import { FIRST_PIH, pihAfter } from "../ids.ts";
import type { Trouble } from "./trouble.ts";

export type CsidKind = "compliance" | "production";

/** A CSID as a call uses it: it exists in memory only. The secret is a function, so that no log or JSON carries it. */
export interface Csid<K extends CsidKind> {
  readonly kind: K;
  /** Text, as it can exceed 2^53. */
  readonly requestId: string;
  /** `binarySecurityToken` verbatim: base64 of base64 DER; the user name of Basic authentication. */
  readonly token: string;
  readonly secret: () => string;
}

/** A CSID as the unit's record keeps it. */
export interface StoredCsid<K extends CsidKind> {
  readonly kind: K;
  /** Ours, unique: the name of its chain. The gateway's `requestId` repeats itself on the sandbox. */
  readonly id: string;
  readonly requestId: string;
  readonly token: string;
  /** The key it was issued for, in the vault. */
  readonly keyName: string;
  readonly sealedSecret: string;
}

/** The steps of the compliance check, by the gateway's own names. */
export type ComplianceStep = `${"standard" | "simplified"}${"" | "-credit-note" | "-debit-note"}-compliant`;

/** Where the next compliance document goes in the chain of its own (documents.md C3). */
export interface ChainLink {
  readonly icv: number;
  readonly pih: Pih;
}

interface Candidate {
  readonly keyName: string;
  readonly csrPem: string;
  /** The steps the CSR's functionality map needs. */
  readonly needed: readonly ComplianceStep[];
  /** Digest of the fields the request was made from: tells when the configuration changed under way. */
  readonly identity: string;
  /** Why the last attempt stopped. */
  readonly trouble?: Trouble;
}

/** A key on its way to a production CSID: the first one, or its successor. */
export type Enrolment =
  | (Candidate & {
      readonly step: "key-made";
      /** True from just before a one-time password is sent: whether it was used up is then unknown. */
      readonly otpSent: boolean;
    })
  | (Candidate & {
      readonly step: "checking";
      readonly compliance: StoredCsid<"compliance">;
      readonly outstanding: readonly ComplianceStep[];
      readonly link: ChainLink;
    })
  | (Candidate & {
      readonly step: "requesting";
      readonly compliance: StoredCsid<"compliance">;
      readonly link: ChainLink;
    });

/** The CSIDs a working unit signs and reports with. */
export interface ActiveCsids {
  readonly production: StoredCsid<"production">;
  /** The compliance CSID it came from: the sandbox signs with this one, since its production CSID is canned. */
  readonly compliance: StoredCsid<"compliance">;
}

export type ReadyState = {
  readonly stage: "ready";
  readonly active: ActiveCsids;
  /** Predecessors, newest first: documents signed under them are reported with them while they work. */
  readonly retired: readonly StoredCsid<"production">[];
  readonly renewal?: Enrolment;
};

/** The stored row. Everything in it is JSON; the secrets in it are sealed. */
export type JourneyState =
  | { readonly stage: "new" }
  | { readonly stage: "onboarding"; readonly enrolment: Enrolment }
  | ReadyState
  /** Signs no more; what is queued is still reported. */
  | {
      readonly stage: "closing";
      readonly active: ActiveCsids;
      readonly retired: readonly StoredCsid<"production">[];
    }
  | { readonly stage: "decommissioned"; readonly keyName: string };

export type JourneyEvent =
  | ({ readonly kind: "key-made" } & Omit<Candidate, "trouble">)
  | { readonly kind: "otp-sent" }
  | { readonly kind: "compliance-issued"; readonly csid: StoredCsid<"compliance"> }
  /** Told before the document is sent: its place in the chain is used, whatever the answer. */
  | { readonly kind: "document-made"; readonly invoiceHash: InvoiceHash }
  | { readonly kind: "document-passed"; readonly step: ComplianceStep }
  | { readonly kind: "steps-missing"; readonly steps: readonly ComplianceStep[] }
  /** The gateway no longer knows the compliance CSID: a new one-time password is needed. */
  | { readonly kind: "compliance-lost"; readonly trouble: Trouble }
  | { readonly kind: "production-issued"; readonly csid: StoredCsid<"production"> }
  | { readonly kind: "failed"; readonly trouble: Trouble }
  | { readonly kind: "renewal-dropped" }
  | { readonly kind: "closing" }
  | { readonly kind: "decommissioned" };

/** What the hands do next. */
export type Todo =
  | { readonly do: "make-key" }
  /** POST with a one-time password; PATCH with the present production CSID where `renewing`. */
  | { readonly do: "request-csid"; readonly renewing: boolean; readonly csrPem: string; readonly keyName: string }
  | {
      readonly do: "check";
      readonly step: ComplianceStep;
      readonly link: ChainLink;
      readonly compliance: StoredCsid<"compliance">;
    }
  | { readonly do: "request-production"; readonly compliance: StoredCsid<"compliance"> }
  | { readonly do: "nothing" };

/**
 * The next state and what to do about it; stored before it is done.
 * @throws Error when the event cannot happen in this state: a bug, never a wrong answer of the gateway.
 * @example journey({ stage: "new" }, madeKey).todo // { do: "request-csid", renewing: false, … }
 */
export function journey(state: JourneyState, event: JourneyEvent): { state: JourneyState; todo: Todo } {
  const next = advance(state, event);
  return { state: next, todo: todoOf(next) };
}

/** What a stored state asks for: where an interrupted journey goes on. */
export function todoOf(state: JourneyState): Todo {
  if (state.stage === "new") return { do: "make-key" };
  const enrolment = enrolmentOf(state);
  return enrolment === undefined ? { do: "nothing" } : enrolmentTodo(enrolment, state.stage === "ready");
}

/** The enrolment under way, be it the first or a renewal. */
export function enrolmentOf(state: JourneyState): Enrolment | undefined {
  if (state.stage === "onboarding") return state.enrolment;
  return state.stage === "ready" ? state.renewal : undefined;
}

function enrolmentTodo(enrolment: Enrolment, renewing: boolean): Todo {
  const { csrPem, keyName } = enrolment;
  if (enrolment.step === "key-made") return { do: "request-csid", renewing, csrPem, keyName };
  const { compliance } = enrolment;
  if (enrolment.step === "requesting") return { do: "request-production", compliance };
  const [step] = enrolment.outstanding;
  if (step === undefined) throw new Error("a checking enrolment has a step outstanding");
  return { do: "check", step, link: enrolment.link, compliance };
}

function advance(state: JourneyState, event: JourneyEvent): JourneyState {
  switch (event.kind) {
    case "key-made":
      return withEnrolment(state, { ...candidateOf(event), step: "key-made", otpSent: false });
    case "production-issued":
      return activate(state, event.csid);
    case "renewal-dropped":
      return state.stage === "ready" ? withoutRenewal(state) : impossible(state, event);
    case "closing":
      return state.stage === "ready"
        ? { stage: "closing", active: state.active, retired: state.retired }
        : impossible(state, event);
    case "decommissioned":
      return state.stage === "closing"
        ? { stage: "decommissioned", keyName: state.active.production.keyName }
        : impossible(state, event);
    default: {
      const enrolment = enrolmentOf(state);
      return enrolment === undefined ? impossible(state, event) : withEnrolment(state, enrol(enrolment, event));
    }
  }
}

type EnrolmentEvent = Extract<
  JourneyEvent,
  {
    kind:
      | "otp-sent"
      | "compliance-issued"
      | "document-made"
      | "document-passed"
      | "steps-missing"
      | "compliance-lost"
      | "failed";
  }
>;

function enrol(enrolment: Enrolment, event: EnrolmentEvent): Enrolment {
  if (event.kind === "failed") return { ...enrolment, trouble: event.trouble };
  if (enrolment.step === "key-made") return asked(enrolment, event);
  if (event.kind === "compliance-lost") {
    return { ...candidateOf(enrolment), step: "key-made", otpSent: false, trouble: event.trouble };
  }
  return checked(enrolment, event);
}

type At<S extends Enrolment["step"]> = Extract<Enrolment, { step: S }>;

function asked(enrolment: At<"key-made">, event: EnrolmentEvent): Enrolment {
  if (event.kind === "otp-sent") return { ...candidateOf(enrolment), step: "key-made", otpSent: true };
  if (event.kind !== "compliance-issued") return impossible(enrolment, event);
  const link = { icv: 1, pih: FIRST_PIH };
  return checking({ ...candidateOf(enrolment), compliance: event.csid, link }, enrolment.needed);
}

function checked(enrolment: At<"checking" | "requesting">, event: EnrolmentEvent): Enrolment {
  const { compliance } = enrolment;
  const outstanding = enrolment.step === "checking" ? enrolment.outstanding : [];
  const kept = { ...candidateOf(enrolment), compliance, link: enrolment.link };
  switch (event.kind) {
    case "document-made":
      return checking({ ...kept, link: { icv: kept.link.icv + 1, pih: pihAfter(event.invoiceHash) } }, outstanding);
    case "document-passed":
      return checking(
        kept,
        outstanding.filter((step) => step !== event.step),
      );
    case "steps-missing":
      return checking(kept, event.steps);
    default:
      return impossible(enrolment, event);
  }
}

function checking(
  kept: Omit<At<"requesting">, "step">,
  outstanding: readonly ComplianceStep[],
): At<"checking" | "requesting"> {
  return outstanding.length === 0 ? { ...kept, step: "requesting" } : { ...kept, step: "checking", outstanding };
}

/** The candidate's own fields: a new step never inherits the trouble of the one before. */
const candidateOf = ({ keyName, csrPem, needed, identity }: Candidate): Candidate => ({
  keyName,
  csrPem,
  needed,
  identity,
});

function withEnrolment(state: JourneyState, enrolment: Enrolment): JourneyState {
  if (state.stage === "new" || state.stage === "onboarding") return { stage: "onboarding", enrolment };
  if (state.stage === "ready") return { ...state, renewal: enrolment };
  return impossible(state, enrolment);
}

/** The atomic switch: from this state on, the new CSID signs and the old one is a predecessor. */
function activate(state: JourneyState, production: StoredCsid<"production">): JourneyState {
  const enrolment = enrolmentOf(state);
  const compliance = complianceBehind(state, enrolment);
  if (enrolment === undefined || compliance === undefined) return impossible(state, production);
  const retired = state.stage === "ready" ? [state.active.production, ...state.retired] : [];
  return { stage: "ready", active: { production, compliance }, retired };
}

/** A renewal answered by 200 has no compliance CSID of its own and keeps the one before. */
function complianceBehind(state: JourneyState, enrolment?: Enrolment): StoredCsid<"compliance"> | undefined {
  if (enrolment?.step === "requesting") return enrolment.compliance;
  return state.stage === "ready" && enrolment?.step === "key-made" ? state.active.compliance : undefined;
}

const withoutRenewal = ({ stage, active, retired }: ReadyState): ReadyState => ({ stage, active, retired });

function impossible(state: JourneyState | Enrolment, event: object): never {
  const at = "stage" in state ? state.stage : state.step;
  throw new Error(`onboarding: ${"kind" in event ? String(event.kind) : "that"} cannot happen at ${at}`);
}
