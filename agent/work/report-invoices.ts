// The outbox at work: sends what is due, oldest first, one at a time, and does what the policy says of each answer.
import type { Bilingual } from "../core/bilingual.ts";
import type { Csid } from "../core/onboarding/journey.ts";
import type { Answer } from "../core/reporting/answer.ts";
import { deadlineOf } from "../core/reporting/lateness.ts";
import { nextStep, type PauseReason, type Step } from "../core/reporting/policy.ts";
import { unreachable } from "../core/result.ts";
import type { AttemptOutcome, Clock, DocumentState, Gateway, Outbox, StoredDocument } from "../ports.ts";
import type { FlushSummary } from "../terminal.ts";

export interface ReportPorts {
  readonly clock: Clock;
  readonly gateway: Gateway;
  readonly outbox: Outbox;
  /** The CSID that reports a document of a chain: its own while it works. */
  readonly csidOf: (chain: string) => Csid<"production">;
  /** 0 to 1. */
  readonly jitter: () => number;
  /** Told after every verdict or pause. */
  readonly onStep: (document: StoredDocument, step: Step) => void;
}

/** Two documents in a row without an answer: it is the network, not the document. */
const SILENT_IN_A_ROW = 2;
const SILENT: ReadonlySet<Answer["kind"]> = new Set(["unreachable", "unavailable", "unknown-outcome"]);
const HOLD_MS = 3_600_000;
const BATCH = 20;

const PAUSES: Readonly<Record<PauseReason, Bilingual>> = {
  credentials: {
    ar: "رفضت البوابة بيانات الاعتماد: تحقق من الشهادة والبيئة ثم أعد الإرسال",
    en: "the gateway refuses the credentials: check CSID and environment, then flush",
  },
  configuration: {
    ar: "عنوان البوابة أو الشبكة غير صحيح: راجع الإعدادات",
    en: "the gateway's address is wrong or filtered: check the configuration",
  },
  "api-version": {
    ar: "البوابة لا تقبل إصدار الواجهة: حدّث البرنامج",
    en: "the gateway wants another API version: update the program",
  },
  "not-a-verdict": {
    ar: "رد غير متوقع، ربما من وسيط في الشبكة: لم يُحكم على أي مستند",
    en: "an unexpected answer, perhaps from a proxy: no document was judged",
  },
};

/** Sends queued documents due at `dueAt` (milliseconds since 1970) until none is left or the gateway falls silent. */
export async function sendDue(ports: ReportPorts, dueAt: number): Promise<FlushSummary> {
  const tally = { sent: 0, accepted: 0, rejected: 0, silent: 0 };
  const tried = new Set<number>();
  for (;;) {
    const batch = ports.outbox.due(dueAt, BATCH + tried.size).filter((document) => !tried.has(document.id));
    const [document] = batch;
    if (document === undefined || tally.silent >= SILENT_IN_A_ROW) return summary(ports, tally);
    tried.add(document.id);
    const { answer, step } = await sendOne(ports, document);
    tally.sent += 1;
    tally.accepted += step.do === "close" ? 1 : 0;
    tally.rejected += step.do === "quarantine" ? 1 : 0;
    tally.silent = SILENT.has(answer.kind) ? tally.silent + 1 : 0;
    if (step.do === "pause") return { ...summary(ports, tally), paused: PAUSES[step.because] };
  }
}

interface Tally {
  readonly sent: number;
  readonly accepted: number;
  readonly rejected: number;
}

const summary = ({ outbox }: ReportPorts, { sent, accepted, rejected }: Tally): FlushSummary => ({
  sent,
  accepted,
  rejected,
  waiting: outbox.counts().pending,
});

/** Sends one document's archived bytes and keeps the outcome of the attempt. */
async function sendOne(ports: ReportPorts, document: StoredDocument): Promise<{ answer: Answer; step: Step }> {
  const answer = await ports.gateway.report(ports.csidOf(document.csid), {
    uuid: document.link.uuid,
    invoiceHash: document.hash,
    xml: Buffer.from(document.xml, "utf8"),
  });
  const at = ports.clock.wallMs();
  const step = nextStep(
    answer,
    { count: document.attempts + 1, sameKind: inARow(ports.outbox, document, answer), jitter: ports.jitter() },
    { secondsLeft: (deadlineOf(document.link.issuedAt.epochMs) - at) / 1000 },
  );
  ports.outbox.settle({ document: document.id, at, answer, next: outcomeOf(step, at) });
  ports.onStep(document, step);
  return { answer, step };
}

/** How many of the last answers, this one included, were of the same kind. */
function inARow(outbox: Outbox, document: StoredDocument, answer: Answer): number {
  const kinds = outbox.attempts(document.id).map((attempt) => attempt.answer.kind);
  const other = kinds.findLastIndex((kind) => kind !== answer.kind);
  return kinds.length - other;
}

function outcomeOf(step: Step, at: number): AttemptOutcome["next"] {
  switch (step.do) {
    case "close":
      return { state: closedState(step.warnings.length) };
    case "quarantine":
      return { state: "rejected" };
    case "retry":
      return { retryAt: at + step.inSeconds * 1000 };
    case "pause":
      return { retryAt: at + step.probeInSeconds * 1000 };
    case "hold":
    case "switch-to-reporting":
      return { retryAt: at + HOLD_MS };
    default:
      return unreachable(step);
  }
}

const closedState = (warnings: number): DocumentState => (warnings === 0 ? "reported" : "reported-with-warnings");
