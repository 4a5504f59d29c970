// The life of an EGS unit as a state machine: the stored row is the state, so a power cut resumes (gateway.md A5, A9).
import type { CsidKind, StoredCsid } from "./csid.ts";
import {
  type Candidate,
  type ChainLink,
  type ComplianceStep,
  type Enrolment,
  type EnrolmentEvent,
  enrol,
  enrolmentOfKey,
  type PendingDocument,
} from "./enrolment.ts";
import { ENVIRONMENTS, type Environment } from "./environment.ts";

export type { Csid, CsidKind, StoredCsid } from "./csid.ts";

/** The CSIDs a working unit signs and reports with. */
export interface ActiveCsids {
  readonly environment: Environment;
  readonly production: StoredCsid<"production">;
  /** The compliance CSID it came from: the sandbox signs with this one, since its production CSID is canned. */
  readonly compliance: StoredCsid<"compliance">;
}

/** The CSID whose key stamps documents, and whose certificate is in them. */
export const stampCsid = (active: ActiveCsids): StoredCsid<CsidKind> =>
  active[ENVIRONMENTS[active.environment].stampsWith];

interface WithCsids {
  readonly active: ActiveCsids;
  /** Predecessors, newest first: documents signed under them are reported with them while they work. */
  readonly retired: readonly StoredCsid<"production">[];
}

export interface ReadyState extends WithCsids {
  readonly stage: "ready";
  /** The successor on its way; the active key signs on until it arrives. */
  readonly renewal?: Enrolment;
}

/** The stored row. Everything in it is JSON; the secrets in it are sealed. */
export type JourneyState =
  | { readonly stage: "new" }
  | { readonly stage: "onboarding"; readonly enrolment: Enrolment }
  | ReadyState
  /** Signs no more; what is queued is still reported. */
  | (WithCsids & { readonly stage: "closing" })
  | { readonly stage: "decommissioned"; readonly keyName: string };

export type JourneyEvent =
  | EnrolmentEvent
  /** A first key, a fresh start, or the key of a renewal. */
  | { readonly kind: "key-made"; readonly candidate: Candidate }
  | { readonly kind: "production-issued"; readonly csid: StoredCsid<"production"> }
  | { readonly kind: "closing" }
  | { readonly kind: "decommissioned" };

/** What the hands do next. */
export type Todo =
  | { readonly do: "make-key" }
  /** POST with a one-time password; PATCH with the present production CSID where `renewing` is given. */
  | {
      readonly do: "request-csid";
      readonly renewing?: StoredCsid<"production">;
      readonly csrPem: string;
      readonly keyName: string;
    }
  | {
      readonly do: "check";
      readonly step: ComplianceStep;
      readonly link: ChainLink;
      /** Made before an interruption: to be sent as it is. */
      readonly pending?: PendingDocument;
      readonly compliance: StoredCsid<"compliance">;
    }
  | { readonly do: "request-production"; readonly compliance: StoredCsid<"compliance"> }
  | { readonly do: "nothing" };

/**
 * The next state and what to do about it; the state is stored before that is done.
 * @throws Error when the event cannot happen in this state: a bug, never an answer of the gateway.
 * @example journey({ stage: "new" }, { kind: "key-made", candidate }).todo.do // "request-csid"
 */
export function journey(state: JourneyState, event: JourneyEvent): { state: JourneyState; todo: Todo } {
  const next = advance(state, event);
  if (next === undefined) throw new Error(`onboarding: ${event.kind} cannot happen at ${placeOf(state)}`);
  return { state: next, todo: todoOf(next) };
}

/** What a stored state asks for: where an interrupted journey goes on. */
export function todoOf(state: JourneyState): Todo {
  if (state.stage === "new") return { do: "make-key" };
  const enrolment = enrolmentOf(state);
  if (enrolment === undefined) return { do: "nothing" };
  if (enrolment.step !== "key-made") return checkTodo(enrolment);
  const { csrPem, keyName } = enrolment;
  const renewing = state.stage === "ready" ? { renewing: state.active.production } : {};
  return { do: "request-csid", ...renewing, csrPem, keyName };
}

function checkTodo(enrolment: Exclude<Enrolment, { step: "key-made" }>): Todo {
  const { compliance, link, pending } = enrolment;
  if (enrolment.step === "requesting") return { do: "request-production", compliance };
  const [next] = enrolment.outstanding;
  return { do: "check", step: pending?.step ?? next, link, compliance, ...(pending === undefined ? {} : { pending }) };
}

/** The enrolment under way, be it the first or a renewal. */
export function enrolmentOf(state: JourneyState): Enrolment | undefined {
  if (state.stage === "onboarding") return state.enrolment;
  return state.stage === "ready" ? state.renewal : undefined;
}

function advance(state: JourneyState, event: JourneyEvent): JourneyState | undefined {
  switch (event.kind) {
    case "key-made":
      return withEnrolment(state, enrolmentOfKey(event.candidate));
    case "production-issued":
      return activated(state, event.csid);
    case "closing":
      return state.stage === "ready" ? { stage: "closing", active: state.active, retired: state.retired } : undefined;
    case "decommissioned":
      return state.stage === "closing" ? { stage: event.kind, keyName: state.active.production.keyName } : undefined;
    default: {
      const enrolment = enrolmentOf(state);
      return enrolment === undefined ? undefined : withEnrolment(state, enrol(enrolment, event));
    }
  }
}

function withEnrolment(state: JourneyState, enrolment: Enrolment | undefined): JourneyState | undefined {
  if (enrolment === undefined) return undefined;
  if (state.stage === "new" || state.stage === "onboarding") return { stage: "onboarding", enrolment };
  return state.stage === "ready" ? { ...state, renewal: enrolment } : undefined;
}

/** The atomic switch: from this state on the new CSID signs, and the old one is a predecessor. */
function activated(state: JourneyState, production: StoredCsid<"production">): JourneyState | undefined {
  const enrolment = enrolmentOf(state);
  const compliance = complianceBehind(state);
  if (enrolment === undefined || compliance === undefined) return undefined;
  const retired = state.stage === "ready" ? [state.active.production, ...state.retired] : [];
  const { environment } = enrolment;
  return { stage: "ready", active: { environment, production, compliance }, retired };
}

/** A renewal answered by 200 has no compliance CSID of its own and keeps the one before. */
function complianceBehind(state: JourneyState): StoredCsid<"compliance"> | undefined {
  const enrolment = enrolmentOf(state);
  if (enrolment?.step === "requesting") return enrolment.compliance;
  return state.stage === "ready" && enrolment?.step === "key-made" ? state.active.compliance : undefined;
}

const placeOf = (state: JourneyState): string =>
  [state.stage, enrolmentOf(state)?.step].filter((part) => part !== undefined).join("/");
