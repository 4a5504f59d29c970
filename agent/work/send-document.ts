// One document and one conversation with the gateway: the call, what its answer means, and the row that keeps it.
import type { Csid } from "../core/onboarding/journey.ts";
import type { Answer } from "../core/reporting/answer.ts";
import { deadlineOf } from "../core/reporting/lateness.ts";
import { type Limits, nextStep, type Step } from "../core/reporting/policy.ts";
import { unreachable } from "../core/result.ts";
import { readCleared } from "../core/stamp/cleared.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { ClearedCopy, DocumentState, StoredDocument } from "../ports/ledger.ts";
import type { AttemptOutcome, Outbox } from "../ports/outbox.ts";

export interface SendPorts {
  readonly clock: Clock;
  readonly gateway: Gateway;
  readonly outbox: Outbox;
  /** The CSIDs that may send a document of a chain, the first choice first (gateway.md A9, 7). */
  readonly csidsOf: (chain: string) => readonly Csid<"production">[];
  /** Told when the gateway refuses a CSID that has a successor. */
  readonly onCsidRefused: (csid: Csid<"production">) => void;
  readonly reporting: Limits;
  /** 0 to 1. */
  readonly jitter: () => number;
  /** Told after every answer. */
  readonly onStep: (document: StoredDocument, sent: Sent) => void;
}

export interface Sent {
  readonly answer: Answer;
  readonly step: Step;
}

type Route = "reporting" | "clearance";

/** A document the gateway has without a copy that came back is asked for again after this. */
const COPY_MISSING_SECONDS = 3_600;

/**
 * Sends one document the way of its profile; a clearance that is switched off (303) goes to reporting at once. So does a
 * document that went there once and that clearance now knows without having a copy of it: the answer was lost.
 */
export async function sendDocument(ports: SendPorts, document: StoredDocument): Promise<Sent> {
  if (document.profile === "simplified") return await attempt(ports, document, "reporting", stepAfter);
  const sent = await attempt(ports, document, "clearance", clearanceStep);
  if (sent.step.do !== "switch-to-reporting") return sent;
  const isKnown = sent.answer.kind === "accepted";
  return await attempt(ports, document, "reporting", isKnown ? knownStep : stepAfter);
}

/** What follows from an answer, and from the copy that came with it. */
type StepRule = (ports: SendPorts, document: StoredDocument, seen: Judged, at: number) => Step;

async function attempt(ports: SendPorts, document: StoredDocument, route: Route, rule: StepRule): Promise<Sent> {
  const seen = judged(await call(ports, document, route), document, route);
  const at = ports.clock.wallMs();
  const sent: Sent = { answer: seen.answer, step: rule(ports, document, seen, at) };
  ports.outbox.settle({
    document: document.id,
    at,
    answer: sent.answer,
    next: outcomeOf(sent.step, route, seen.cleared),
  });
  ports.onStep(document, sent);
  return sent;
}

const ASK_AGAIN: Step = { do: "retry", inSeconds: COPY_MISSING_SECONDS };

/** Nothing is cleared without the authority's copy. */
function clearanceStep(ports: SendPorts, document: StoredDocument, seen: Judged, at: number): Step {
  const step = stepAfter(ports, document, seen, at);
  if (step.do !== "close" || seen.cleared !== undefined) return step;
  const wasOff = ports.outbox.attempts(document.id).some(({ answer }) => answer.kind === "clearance-off");
  return wasOff ? { do: "switch-to-reporting" } : ASK_AGAIN;
}

/** Of a document the gateway has, only that it was reported says anything: it is not refused any more. */
function knownStep(ports: SendPorts, document: StoredDocument, seen: Judged, at: number): Step {
  const step = stepAfter(ports, document, seen, at);
  return step.do === "quarantine" ? ASK_AGAIN : step;
}

/** Calls with the document's own CSID; where that one has a successor and is refused, with the successor. */
async function call(ports: SendPorts, document: StoredDocument, route: Route): Promise<Answer> {
  const submission = {
    uuid: document.link.uuid,
    invoiceHash: document.hash,
    xml: Buffer.from(document.xml, "utf8"),
  };
  const csids = ports.csidsOf(document.csid);
  for (const [index, csid] of csids.entries()) {
    const answer = await ports.gateway[route === "reporting" ? "report" : "clear"](csid, submission);
    if (answer.kind !== "unauthorized" || index === csids.length - 1) return answer;
    ports.onCsidRefused(csid);
  }
  throw new Error("a unit that reports has a CSID");
}

interface Judged {
  readonly answer: Answer;
  readonly cleared?: ClearedCopy;
}

/** An acceptance whose document is not the one that was sent is no verdict. */
function judged(answer: Answer, { hash }: StoredDocument, route: Route): Judged {
  if (route === "reporting" || answer.kind !== "accepted" || answer.clearedXml === undefined) return { answer };
  const copy = readCleared(answer.clearedXml, hash);
  if (copy.ok) return { answer, cleared: copy.value };
  return { answer: { kind: "not-a-verdict", because: copy.error, status: answer.status, body: answer.body } };
}

function stepAfter(ports: SendPorts, document: StoredDocument, { answer }: Judged, at: number): Step {
  const kinds = ports.outbox.attempts(document.id).map((one) => one.answer.kind);
  const other = kinds.findLastIndex((kind) => kind !== answer.kind);
  return nextStep(
    answer,
    { count: kinds.length + 1, sameKind: kinds.length - other, jitter: ports.jitter() },
    { secondsLeft: (deadlineOf(document.link.issuedAt.epochMs) - at) / 1000 },
    ports.reporting,
  );
}

function outcomeOf(step: Step, route: Route, cleared: ClearedCopy | undefined): AttemptOutcome["next"] {
  switch (step.do) {
    case "close":
      return { state: closedState(route, step.warnings.length), ...(cleared === undefined ? {} : { cleared }) };
    case "quarantine":
      return { state: "rejected" };
    case "retry":
    case "pause":
    case "hold":
    case "switch-to-reporting":
      return "again";
    default:
      return unreachable(step);
  }
}

function closedState(route: Route, warnings: number): DocumentState {
  if (route === "clearance") return "cleared";
  return warnings === 0 ? "reported" : "reported-with-warnings";
}
