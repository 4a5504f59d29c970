// The state machine of one print job (printing.md section 5, "Spooler guarantees"): at least once on paper, and as an
// unmarked original once where that can be proven. Pure: the loop that runs it is in work/.

/** What is known of a paper: `sent` left whole to a printer that never answers; `unconfirmed` may or may not be out. */
export type PrintState = "queued" | "sending" | "sent" | "confirmed" | "unconfirmed" | "failed";

/** What the journal keeps of a job; the row is the state. */
export interface JobState {
  readonly state: PrintState;
  /** How often a byte that could put dots on paper may have left. Stored durably before it does. */
  readonly starts: number;
  /** It waits for the operator's word before it is printed. */
  readonly asks: boolean;
}

export type PrintEvent =
  /** The first byte is about to leave. */
  | { readonly kind: "starts" }
  /** The printer answered that all of it is on paper. */
  | { readonly kind: "proven" }
  /** All bytes left and no answer came; `canProve` where this printer does answer otherwise. */
  | { readonly kind: "unproven"; readonly canProve: boolean }
  /** The printer or the way to it failed; `started` unless the driver knows that nothing had left. */
  | { readonly kind: "stopped"; readonly started: boolean }
  /** Under way when the agent ended uncleanly. */
  | { readonly kind: "found" }
  /** The paper cannot be drawn. */
  | { readonly kind: "undrawable" }
  /** It has waited too long to come out by itself. */
  | { readonly kind: "stale" }
  /** The operator wants it, or does not. */
  | { readonly kind: "released" }
  | { readonly kind: "dropped" };

/** How often a job is printed again by itself; then a person decides. */
const AUTOMATIC_REPRINTS = 1;

/** A paper that waited longer is not printed without asking, milliseconds. */
export const STALE_MS = 600_000;

export const NEW_JOB: JobState = { state: "queued", starts: 0, asks: false };

type Step = (job: JobState, event: PrintEvent) => JobState;

const to =
  (state: PrintState): Step =>
  (job) => ({ ...job, state, asks: false });

/** Nobody knows whether it is out: once more, as a copy; then it is the operator's. */
const doubt: Step = (job) => ({ ...job, state: job.starts > AUTOMATIC_REPRINTS ? "unconfirmed" : "queued" });

const NEXT: { readonly [state in PrintState]: { readonly [kind in PrintEvent["kind"]]?: Step } } = {
  queued: {
    starts: (job) => (job.asks ? job : { ...job, state: "sending", starts: job.starts + 1 }),
    undrawable: to("failed"),
    stale: (job) => ({ ...job, asks: true }),
    released: (job) => ({ ...job, asks: false }),
    dropped: (job) => (job.asks ? { ...job, state: "failed", asks: false } : job),
  },
  sending: {
    proven: to("confirmed"),
    unproven: (job, event) =>
      event.kind === "unproven" && event.canProve ? doubt(job, event) : to("sent")(job, event),
    stopped: (job, event) =>
      event.kind === "stopped" && event.started
        ? doubt(job, event)
        : { ...job, state: "queued", starts: Math.max(0, job.starts - 1) },
    found: doubt,
  },
  sent: {},
  confirmed: {},
  unconfirmed: {},
  failed: {},
};

/**
 * The job after an event; an event that has no meaning in its state changes nothing.
 * @example nextJob({ state: "sending", starts: 1, asks: false }, { kind: "proven" }).state // "confirmed"
 */
export const nextJob = (job: JobState, event: PrintEvent): JobState => NEXT[job.state][event.kind]?.(job, event) ?? job;

/** Whether the paper must say that it is a copy: it was asked for as one, or an earlier try may be out (C13). */
export const mustBeMarked = ({ copy, starts }: { readonly copy: number; readonly starts: number }): boolean =>
  copy > 0 || starts > 0;

/** Whether a job in the queue since `at` asks before it is printed, milliseconds since 1970. */
export const isStale = (at: number, now: number): boolean => now - at > STALE_MS;
