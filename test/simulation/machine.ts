// The machine a simulated unit runs on: Node's timers, its wall clock and its flushes of files follow a scheduler instead
// of the real ones. To be imported before anything of the agent, which takes them at its own import.
import { createRequire, syncBuiltinESMExports } from "node:module";
import type { Planned, Scheduler } from "./scheduler.ts";

/** What a machine does at the moment. */
export interface Machine {
  readonly scheduler: Scheduler;
  /** How many milliseconds late a poll of so many milliseconds comes: a machine may be slow, it is never early. */
  readonly lateness: (milliseconds: number) => number;
  readonly wallMs: () => number;
  /** Begins the flush of a file. @returns what ends it. */
  readonly beginFlush: () => { readonly takesMs: number; end(): Error | null };
}

let machine: Machine | undefined;
/** True while a unit without power is cleared away: nothing it waits for takes time any more. */
let afterlife = false;

export const useMachine = (next: Machine | undefined): void => {
  machine = next;
};

/** Does an act in which whatever a dead unit still waits for is answered at once. */
export async function inAfterlife(act: () => Promise<void>): Promise<void> {
  afterlife = true;
  try {
    await act();
  } finally {
    afterlife = false;
  }
}

const current = (): Machine => {
  if (machine === undefined) throw new Error("a timer without a machine");
  return machine;
};

interface Timer {
  planned: Planned | undefined;
  unref(): Timer;
  ref(): Timer;
}

function timer(): Timer {
  const own: Timer = { planned: undefined, unref: () => own, ref: () => own };
  return own;
}

const poll = (milliseconds: number, run: () => void): Planned => {
  const { scheduler, lateness } = current();
  return scheduler.after(milliseconds + lateness(milliseconds), "unit", run);
};

function setTimer(run: () => void, milliseconds = 0): Timer {
  const own = timer();
  if (!afterlife) own.planned = poll(milliseconds, run);
  return own;
}

function setTicker(run: () => void, milliseconds = 0): Timer {
  const own = timer();
  const tick = (): void => {
    own.planned = poll(milliseconds, tick);
    run();
  };
  if (!afterlife) own.planned = poll(milliseconds, tick);
  return own;
}

function clearTimer(own: Timer | undefined): void {
  if (own?.planned === undefined) return;
  current().scheduler.cancel(own.planned);
  own.planned = undefined;
}

/** `setTimeout` of node:timers/promises: what is awaited in the middle of an act is not late. */
function sleep<T>(milliseconds: number, value?: T, { signal }: { readonly signal?: AbortSignal } = {}): Promise<T> {
  if (afterlife) return Promise.resolve(value as T);
  return new Promise((resolve, reject) => {
    const planned = current().scheduler.after(milliseconds, "unit", () => resolve(value as T));
    signal?.addEventListener("abort", () => {
      current().scheduler.cancel(planned);
      reject(new Error("aborted"));
    });
  });
}

type Done = (failure: Error | null) => void;

const require = createRequire(import.meta.url);
const fs = require("node:fs") as { closeSync: (file: number) => void } & Record<string, unknown>;

const unanswered = new Set<() => void>();

/** Answers every flush a dead unit still waits for. */
export function answerFlushes(): void {
  for (const answer of unanswered) answer();
  unanswered.clear();
}

function flushFile(_file: number, done: Done): void {
  if (afterlife) return void queueMicrotask(() => done(null));
  const { takesMs, end } = current().beginFlush();
  const late = (): void => done(null);
  unanswered.add(late);
  current().scheduler.after(takesMs, "unit", () => {
    unanswered.delete(late);
    done(end());
  });
}

function closeFile(file: number, done: Done): void {
  fs.closeSync(file);
  queueMicrotask(() => done(null));
}

/** Puts the machine under Node, for good: this process does nothing but simulate. */
function install(): void {
  Object.assign(globalThis, {
    setTimeout: setTimer,
    clearTimeout: clearTimer,
    setInterval: setTicker,
    clearInterval: clearTimer,
  });
  Date.now = () => machine?.wallMs() ?? 0;
  const promises = require("node:timers/promises") as Record<string, unknown>;
  promises["setTimeout"] = sleep;
  fs["fdatasync"] = flushFile;
  fs["close"] = closeFile;
  syncBuiltinESMExports();
}

install();
