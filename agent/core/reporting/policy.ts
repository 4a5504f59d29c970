// What the outbox does after an answer: the status table of gateway.md A7 as data. The loop only executes steps.
import type { Answer, GatewayMessage } from "./answer.ts";
import { OUTBOX_DEFAULTS, type OutboxSettings } from "./outbox-settings.ts";

/** Why the whole queue waits for a person. */
export type PauseReason =
  /** 401: wrong secret or environment, CSID revoked or expired. */
  | "credentials"
  /** 403, 404, 405, 415: wrong address, or a filter in the network. */
  | "configuration"
  /** 406: this program speaks another version of the API. */
  | "api-version"
  /** Somebody answered, but not with a verdict: a proxy, a filter, or a gateway that contradicts itself. */
  | "not-a-verdict";

/** Why a document waits for a person, tried again every hour meanwhile. */
export type HoldReason =
  | "too-large"
  /** 400 without a reason is no refusal: the gateway may have the document from an attempt whose answer was lost. */
  | "no-reason";

export type Step =
  | {
      readonly do: "close";
      readonly duplicate: boolean;
      readonly warnings: readonly GatewayMessage[];
      /** Clearance: base64 of the authority's document. Absent: keep the one stored before. */
      readonly clearedXml?: string;
    }
  /** Send the identical bytes again. */
  | { readonly do: "retry"; readonly inSeconds: number; readonly alarm?: "hiccup" | "too-large" }
  /** Stop the queue and raise an alarm; after `probeInSeconds` one document may try whether it is over. */
  | { readonly do: "pause"; readonly because: PauseReason; readonly probeInSeconds: number }
  /** Final: the document stays a link of the chain; a new one takes its place (A8). */
  | { readonly do: "quarantine"; readonly errors: readonly GatewayMessage[] }
  /** Only this document waits for a person; the others go on. */
  | { readonly do: "hold"; readonly because: HoldReason }
  /** Clearance is switched off: send the same standard document to reporting. */
  | { readonly do: "switch-to-reporting" };

/** What was tried so far. */
export interface Attempts {
  /** Attempts of this document, the one just answered included: 1, 2, 3 … */
  readonly count: number;
  /** The last answers in a row of the present kind, this one included. */
  readonly sameKind: number;
  /** 0 to 1, drawn by the caller: spreads the terminals of a city after an outage. */
  readonly jitter: number;
}

/** How much is left of the 24 hours (documents.md C16); zero or less when it is late already. */
export interface Deadline {
  readonly secondsLeft: number;
}

/** What of the settings bounds a document's attempts. */
export type Limits = Pick<OutboxSettings, "longestWaitSeconds" | "emptyAnswers">;

/** Exponential backoff: 2, 4, 8 … seconds up to the longest wait set, each between half and the whole of it. */
const FIRST_WAIT_SECONDS = 2;
/** While a deadline lies ahead, a wait takes at most this part of what is left, but no less than the floor. */
const NEAR_DEADLINE = { part: 0.1, floorSeconds: 30 } as const;
/** A `Retry-After` is honoured up to one hour: a longer one would let a proxy silence a terminal. */
const RETRY_AFTER_LIMIT_SECONDS = 3_600;
const PROBE_SECONDS = { credentials: 900, configuration: 900, "api-version": 3_600, "not-a-verdict": 600 } as const;
const TOO_LARGE_TRIES = 2;

const MISCONFIGURED = { url: "configuration", "content-type": "configuration", version: "api-version" } as const;

const pause = (because: PauseReason): Step => ({ do: "pause", because, probeInSeconds: PROBE_SECONDS[because] });

type Rule<K extends Answer["kind"]> = (
  answer: Extract<Answer, { kind: K }>,
  attempts: Attempts,
  deadline: Deadline,
  limits: Limits,
) => Step;

/** One row per kind of answer, in the order of A7. */
const TABLE: { readonly [K in Answer["kind"]]: Rule<K> } = {
  accepted: ({ duplicate, warnings, clearedXml }) => ({
    do: "close",
    duplicate,
    warnings,
    ...(clearedXml === undefined ? {} : { clearedXml }),
  }),
  "clearance-off": () => ({ do: "switch-to-reporting" }),
  rejected: ({ errors }) => ({ do: "quarantine", errors }),
  hiccup: (_, attempts, deadline, limits) =>
    attempts.sameKind > limits.emptyAnswers
      ? { do: "hold", because: "no-reason" }
      : { do: "retry", inSeconds: backoff(attempts, deadline, limits), alarm: "hiccup" },
  "not-a-verdict": () => pause("not-a-verdict"),
  unauthorized: () => pause("credentials"),
  misconfigured: ({ because }) => pause(MISCONFIGURED[because]),
  "too-large": (_, attempts, deadline, limits) =>
    attempts.sameKind >= TOO_LARGE_TRIES
      ? { do: "hold", because: "too-large" }
      : { do: "retry", inSeconds: backoff(attempts, deadline, limits), alarm: "too-large" },
  "too-many": (...about) => ({ do: "retry", inSeconds: afterRequest(...about) }),
  unavailable: (...about) => ({ do: "retry", inSeconds: afterRequest(...about) }),
  "unknown-outcome": (_, ...about) => ({ do: "retry", inSeconds: backoff(...about) }),
  unreachable: (_, ...about) => ({ do: "retry", inSeconds: backoff(...about) }),
};

/**
 * What to do with a document after an answer.
 * @example nextStep(rejected, { count: 1, sameKind: 1, jitter: 0 }, { secondsLeft: 80_000 }).do // "quarantine"
 */
export function nextStep<K extends Answer["kind"]>(
  answer: Extract<Answer, { kind: K }>,
  attempts: Attempts,
  deadline: Deadline,
  limits: Limits = OUTBOX_DEFAULTS,
): Step {
  const rule: Rule<K> = TABLE[answer.kind as K];
  return rule(answer, attempts, deadline, limits);
}

/** Seconds to wait before the next attempt, whole, at least one. */
export function backoff(
  { count, jitter }: Omit<Attempts, "sameKind">,
  { secondsLeft }: Deadline,
  { longestWaitSeconds }: Pick<Limits, "longestWaitSeconds"> = OUTBOX_DEFAULTS,
): number {
  const exponential = Math.min(longestWaitSeconds, FIRST_WAIT_SECONDS * 2 ** Math.min(count - 1, 20));
  const spread = exponential * (0.5 + jitter / 2);
  const near = secondsLeft > 0 ? Math.max(NEAR_DEADLINE.floorSeconds, secondsLeft * NEAR_DEADLINE.part) : spread;
  return Math.max(1, Math.round(Math.min(spread, near)));
}

function afterRequest(
  answer: { readonly retryAfterSeconds?: number },
  ...about: readonly [attempts: Attempts, deadline: Deadline, limits: Limits]
): number {
  const asked = Math.min(RETRY_AFTER_LIMIT_SECONDS, Math.ceil(answer.retryAfterSeconds ?? 0));
  return Math.max(asked, backoff(...about));
}
