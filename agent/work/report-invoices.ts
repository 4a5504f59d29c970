// The outbox at work: what waits, by deadline, the oldest first; after each answer what the policy says (gateway.md A7).
import type { Bilingual } from "../core/bilingual.ts";
import type { Answer } from "../core/reporting/answer.ts";
import { deadlineOf } from "../core/reporting/lateness.ts";
import type { OutboxSettings } from "../core/reporting/outbox-settings.ts";
import { backoff, type PauseReason } from "../core/reporting/policy.ts";
import { unreachable } from "../core/result.ts";
import type { StoredDocument } from "../ports/ledger.ts";
import type { Waiting } from "../ports/outbox.ts";
import type { FlushSummary } from "../terminal.ts";
import type { Schedule } from "./schedule.ts";
import { type SendPorts, type Sent, sendDocument } from "./send-document.ts";

export interface QueuePorts extends SendPorts {
  readonly schedule: Schedule;
  readonly reporting: OutboxSettings;
  /** True once the unit closes: the document under way is the last. */
  readonly isStopping: () => boolean;
}

/** Two documents without a verdict and none with one between them: it is a proxy, not the document. */
const UNJUDGED_IN_A_ROW = 2;
/** Two documents in a row without an answer: it is the network, not the document. */
const SILENT_IN_A_ROW = 2;
const SILENT: ReadonlySet<Answer["kind"]> = new Set(["unreachable", "unavailable", "unknown-outcome"]);
const HOLD_SECONDS = 3_600;
const PAGE = 50;

/** Why the queue waits for a person, in words. */
export const PAUSES: Readonly<Record<PauseReason, Bilingual>> = {
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

interface Run {
  /** Everything, or only what is due. */
  readonly what: "everything" | "due";
  after: Waiting | undefined;
  silent: number;
  stopped: boolean;
  sent: number;
  accepted: number;
  rejected: number;
}

/** Sends waiting documents until all were tried once or the gateway falls silent. */
export async function sendWaiting(ports: QueuePorts, what: Run["what"]): Promise<FlushSummary> {
  const run: Run = { what, after: undefined, silent: 0, stopped: false, sent: 0, accepted: 0, rejected: 0 };
  await Promise.all(Array.from({ length: ports.reporting.inFlight }, () => sendOneAfterTheOther(ports, run)));
  const paused = ports.schedule.paused();
  return {
    sent: run.sent,
    accepted: run.accepted,
    rejected: run.rejected,
    waiting: ports.outbox.counts().pending,
    ...(paused === undefined ? {} : { paused: PAUSES[paused] }),
  };
}

async function sendOneAfterTheOther(ports: QueuePorts, run: Run): Promise<void> {
  for (;;) {
    const document = run.stopped || ports.isStopping() ? undefined : take(ports, run);
    if (document === undefined) return;
    try {
      const sent = await sendDocument(ports, document);
      count(run, sent);
      run.stopped ||= reschedule(ports, document, sent);
      run.stopped ||= hasFallenSilent(ports, run, document, sent);
    } finally {
      ports.schedule.release(document.id);
    }
  }
}

/** The next document in the order of deadlines that is due and in nobody's hands. */
function take({ outbox, schedule }: QueuePorts, run: Run): StoredDocument | undefined {
  for (;;) {
    const page = outbox.waiting(run.after, PAGE);
    for (const place of page) {
      run.after = place;
      if (run.what === "due" && !schedule.isDue(place.id)) continue;
      if (schedule.claim(place.id)) return outbox.find(place.id);
    }
    if (page.length < PAGE) return undefined;
  }
}

function count(run: Run, { step }: Sent): void {
  run.sent += 1;
  run.accepted += step.do === "close" ? 1 : 0;
  run.rejected += step.do === "quarantine" ? 1 : 0;
}

/** Puts off what has no verdict. @returns true when the whole queue waits. */
export function reschedule(ports: QueuePorts, { id }: StoredDocument, { answer, step }: Sent): boolean {
  const { schedule } = ports;
  if (!SILENT.has(answer.kind)) schedule.heard();
  switch (step.do) {
    case "close":
    case "quarantine":
      schedule.forget(id);
      return false;
    case "pause":
      if (step.because === "not-a-verdict" && !isQueueToBlame(ports, id, step.probeInSeconds)) return false;
      schedule.rest(step.probeInSeconds, step.because);
      return true;
    case "retry":
      schedule.postpone(id, step.inSeconds);
      if (!asksTheUnitToWait(answer)) return false;
      schedule.rest(step.inSeconds);
      return true;
    case "hold":
    case "switch-to-reporting":
      schedule.postpone(id, HOLD_SECONDS);
      return false;
    default:
      return unreachable(step);
  }
}

/**
 * Puts off a document without a verdict, so that another one is the next to try. @returns whether the whole queue must
 * wait: it does where nothing else could be tried, or where the others get no verdict either.
 */
function isQueueToBlame({ schedule, outbox }: QueuePorts, id: number, probeInSeconds: number): boolean {
  const unjudged = schedule.doubt(id);
  const isAll = outbox.counts().pending <= unjudged;
  schedule.postpone(id, isAll ? probeInSeconds : HOLD_SECONDS);
  return isAll || unjudged >= UNJUDGED_IN_A_ROW;
}

/** 429, and a 503 that says when: meant for the unit, not for one document. */
const asksTheUnitToWait = (answer: Answer): boolean =>
  answer.kind === "too-many" || (answer.kind === "unavailable" && answer.retryAfterSeconds !== undefined);

/** After the second silence in a row the queue rests, longer each time; a first answer wakes it. */
function hasFallenSilent(
  { schedule, jitter, clock, reporting }: QueuePorts,
  run: Run,
  document: StoredDocument,
  { answer }: Sent,
) {
  run.silent = SILENT.has(answer.kind) ? run.silent + 1 : 0;
  const before = schedule.silences();
  if (run.silent < (before > 0 ? 1 : SILENT_IN_A_ROW)) return false;
  const secondsLeft = (deadlineOf(document.link.issuedAt.epochMs) - clock.wallMs()) / 1000;
  schedule.rest(backoff({ count: before + 1, jitter: jitter() }, { secondsLeft }, reporting));
  return true;
}
