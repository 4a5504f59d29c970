// A key on its way to a production CSID: one-time password, compliance documents, certificate (gateway.md A5).
import { FIRST_PIH, type InvoiceHash, type Pih, pihAfter, type Uuid } from "../ids.ts";
import { unreachable } from "../result.ts";
import type { StoredCsid } from "./csid.ts";
import type { Environment } from "./environment.ts";
import type { Trouble } from "./trouble.ts";

/** The steps of the compliance check, by the gateway's own names. */
export type ComplianceStep = `${"standard" | "simplified"}${"" | "-credit-note" | "-debit-note"}-compliant`;

/** Where the next compliance document goes, in the chain of its own (documents.md C3). */
export interface ChainLink {
  readonly icv: number;
  readonly pih: Pih;
}

/** What stays the same on the whole way. */
export interface Candidate {
  readonly keyName: string;
  readonly csrPem: string;
  readonly environment: Environment;
  /** The steps the CSR's functionality map needs. */
  readonly needed: readonly ComplianceStep[];
  /** Digest of what the request was made from: tells when the configuration changed under way. */
  readonly identity: string;
}

interface Tried {
  /** Why the last attempt stopped. */
  readonly trouble?: Trouble;
}

/** The CSR waits for a one-time password. */
export interface KeyMade extends Candidate, Tried {
  readonly step: "key-made";
  /** True from just before a one-time password is sent: whether it was used up is then unknown. */
  readonly otpSent: boolean;
}

/** A compliance document made but not answered: after a power cut the same bytes are sent again, so no link is lost. */
export interface PendingDocument {
  readonly step: ComplianceStep;
  readonly uuid: Uuid;
  readonly invoiceHash: InvoiceHash;
  /** Base64. */
  readonly xml: string;
}

interface WithCompliance extends Candidate, Tried {
  readonly compliance: StoredCsid<"compliance">;
  /** The place of the pending document, else of the next one. */
  readonly link: ChainLink;
  readonly pending?: PendingDocument;
}

/** Compliance documents are outstanding. */
export interface Checking extends WithCompliance {
  readonly step: "checking";
  readonly outstanding: readonly [ComplianceStep, ...ComplianceStep[]];
}

/** All passed: the production CSID can be asked for. */
export interface Requesting extends WithCompliance {
  readonly step: "requesting";
  /** True from just before it is asked for: until an answer is stored, one may exist that nobody has. */
  readonly asked?: true;
}

export type Enrolment = KeyMade | Checking | Requesting;

export type EnrolmentEvent =
  | { readonly kind: "otp-sent" }
  | { readonly kind: "compliance-issued"; readonly csid: StoredCsid<"compliance"> }
  /** Told before the document is sent. */
  | { readonly kind: "document-made"; readonly document: PendingDocument }
  | { readonly kind: "document-passed" }
  /** Its place in the chain is used all the same (documents.md C3). */
  | { readonly kind: "document-refused"; readonly trouble: Trouble }
  /** Told before the production CSID is asked for. */
  | { readonly kind: "production-asked" }
  | { readonly kind: "steps-missing"; readonly steps: readonly ComplianceStep[] }
  /** The gateway no longer knows the compliance CSID: a new one-time password is needed. */
  | { readonly kind: "compliance-lost"; readonly trouble: Trouble }
  | { readonly kind: "failed"; readonly trouble: Trouble };

/** Whether a call for a CSID left this machine whose answer never came to the record: the gateway may hold one. */
export const isUnanswered = (enrolment: Enrolment): boolean => {
  if (enrolment.trouble !== undefined) return false;
  if (enrolment.step === "key-made") return enrolment.otpSent;
  return enrolment.step === "requesting" && enrolment.asked === true;
};

/** The first stage of an enrolment. */
export const enrolmentOfKey = (candidate: Candidate): KeyMade => ({
  ...candidateOf(candidate),
  step: "key-made",
  otpSent: false,
});

/**
 * The enrolment after an event; undefined when the event cannot happen at this step. A new step never inherits the
 * trouble of the one before.
 */
export function enrol(enrolment: Enrolment, event: EnrolmentEvent): Enrolment | undefined {
  if (event.kind === "failed") return { ...enrolment, trouble: event.trouble };
  return enrolment.step === "key-made" ? afterAsking(enrolment, event) : afterChecking(enrolment, event);
}

type Happened = Exclude<EnrolmentEvent, { kind: "failed" }>;

function afterAsking(enrolment: KeyMade, event: Happened): Enrolment | undefined {
  const candidate = candidateOf(enrolment);
  if (event.kind === "otp-sent") return { ...candidate, step: "key-made", otpSent: true };
  if (event.kind !== "compliance-issued") return undefined;
  return checking({ ...candidate, compliance: event.csid, link: { icv: 1, pih: FIRST_PIH } }, candidate.needed);
}

function afterChecking(enrolment: Checking | Requesting, event: Happened): Enrolment | undefined {
  const { compliance, link, pending } = enrolment;
  const outstanding = enrolment.step === "checking" ? enrolment.outstanding : [];
  const kept = { ...candidateOf(enrolment), compliance, link };
  switch (event.kind) {
    case "document-made":
      return checking({ ...kept, pending: event.document }, outstanding);
    case "document-passed":
      return pending && checking({ ...kept, link: linkAfter(link, pending) }, without(outstanding, pending.step));
    case "document-refused":
      return pending && checking({ ...kept, link: linkAfter(link, pending), trouble: event.trouble }, outstanding);
    case "production-asked":
      return enrolment.step === "requesting" ? { ...kept, step: "requesting", asked: true } : undefined;
    case "steps-missing":
      return checking(kept, event.steps);
    case "compliance-lost":
      return { ...enrolmentOfKey(enrolment), trouble: event.trouble };
    case "otp-sent":
    case "compliance-issued":
      return undefined;
    default:
      return unreachable(event);
  }
}

const linkAfter = ({ icv }: ChainLink, { invoiceHash }: PendingDocument): ChainLink => ({
  icv: icv + 1,
  pih: pihAfter(invoiceHash),
});

function checking(kept: WithCompliance, [first, ...rest]: readonly ComplianceStep[]): Checking | Requesting {
  return first === undefined
    ? { ...kept, step: "requesting" }
    : { ...kept, step: "checking", outstanding: [first, ...rest] };
}

const without = (steps: readonly ComplianceStep[], passed: ComplianceStep): readonly ComplianceStep[] =>
  steps.filter((step) => step !== passed);

const candidateOf = ({ keyName, csrPem, environment, needed, identity }: Candidate): Candidate => ({
  keyName,
  csrPem,
  environment,
  needed,
  identity,
});
