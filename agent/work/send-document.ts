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

/** A document cleared in an earlier life whose copy did not come with the answer is asked for again after this. */
const COPY_MISSING_SECONDS = 3_600;

/** Sends one document the way of its profile; a clearance that is switched off (303) goes to reporting at once. */
export async function sendDocument(ports: SendPorts, document: StoredDocument): Promise<Sent> {
  const route: Route = document.profile === "simplified" ? "reporting" : "clearance";
  const sent = await attempt(ports, document, route);
  return sent.step.do === "switch-to-reporting" ? await attempt(ports, document, "reporting") : sent;
}

async function attempt(ports: SendPorts, document: StoredDocument, route: Route): Promise<Sent> {
  const { answer, cleared } = judged(await call(ports, document, route), document, route);
  const at = ports.clock.wallMs();
  const step = stepAfter(ports, document, answer, at);
  const missing = step.do === "close" && route === "clearance" && cleared === undefined;
  const sent: Sent = { answer, step: missing ? { do: "retry", inSeconds: COPY_MISSING_SECONDS } : step };
  ports.outbox.settle({ document: document.id, at, answer, next: outcomeOf(sent.step, route, cleared) });
  ports.onStep(document, sent);
  return sent;
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

/** An acceptance whose document is not the one that was sent is no verdict. */
function judged(
  answer: Answer,
  { hash }: StoredDocument,
  route: Route,
): { readonly answer: Answer; readonly cleared?: ClearedCopy } {
  if (route === "reporting" || answer.kind !== "accepted" || answer.clearedXml === undefined) return { answer };
  const copy = readCleared(answer.clearedXml, hash);
  if (copy.ok) return { answer, cleared: copy.value };
  return { answer: { kind: "not-a-verdict", because: copy.error, status: answer.status, body: answer.body } };
}

function stepAfter(ports: SendPorts, document: StoredDocument, answer: Answer, at: number): Step {
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
