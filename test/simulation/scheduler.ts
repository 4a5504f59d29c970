// Virtual time: a heap of things that will happen, and a seeded choice among those that may happen now. Nothing else in a
// simulation waits for anything, so a seed decides every interleaving.
import type { Random } from "../faults/random.ts";

/** Who a thing belongs to: the world goes on over a power cut, a unit's own timers and answers end with it. */
export type Owner = "world" | "unit";

export interface Planned {
  readonly at: number;
  readonly order: number;
  readonly owner: Owner;
  readonly run: () => void;
}

export interface Scheduler {
  /** Milliseconds since 1970, true time. */
  now(): number;
  /** Plans something in so many milliseconds, at least. */
  after(milliseconds: number, owner: Owner, run: () => void): Planned;
  cancel(planned: Planned): void;
  /** Milliseconds until the world does something by itself; 0 where it plans nothing. */
  quietMs(): number;
  /** Forgets what a unit without power would have done. */
  dropUnit(): void;
  /** Lets things happen until a time, or until nothing is planned, or `isOver` says so. */
  run(until: number, isOver?: () => boolean): Promise<void>;
  /** How many things have happened. */
  steps(): number;
}

/** Captured before anything replaces it: one turn of the real event loop ends every chain of promises. */
const { setImmediate: realImmediate } = globalThis;

/** Lets every continuation that can run run. */
export const continuations = (): Promise<void> => new Promise((resolve) => void realImmediate(resolve));

/** A scheduler whose time begins at `start`. */
export function createScheduler(start: number, random: Random): Scheduler {
  let now = start;
  let steps = 0;
  /** The next one last. */
  let planned: Planned[] = [];
  return {
    now: () => now,
    after: (milliseconds, owner, run) => {
      const one = { at: now + Math.max(0, Math.ceil(milliseconds)), order: random.below(1 << 30), owner, run };
      planned.splice(placeOf(planned, one), 0, one);
      return one;
    },
    cancel: (one) => {
      const place = planned.lastIndexOf(one);
      if (place >= 0) planned.splice(place, 1);
    },
    quietMs: () => (planned.findLast(({ owner }) => owner === "world")?.at ?? now) - now,
    dropUnit: () => {
      planned = planned.filter(({ owner }) => owner === "world");
    },
    run: async (until, isOver = () => false) => {
      await continuations();
      while (!isOver()) {
        const next = planned.at(-1);
        if (next === undefined || next.at > until) break;
        planned.pop();
        now = Math.max(now, next.at);
        steps += 1;
        next.run();
        await continuations();
      }
      if (!isOver()) now = Math.max(now, until);
    },
    steps: () => steps,
  };
}

/** Where it belongs among those in falling order. */
function placeOf(planned: readonly Planned[], one: Planned): number {
  let [low, high] = [0, planned.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = planned[middle];
    if (other !== undefined && isBefore(one, other)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isBefore = (one: Planned, other: Planned): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
