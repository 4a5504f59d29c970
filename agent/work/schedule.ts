// When the gateway may be tried again: in memory and on the monotonic clock, so that no step of the wall clock can
// bring a storm or a silence. After a restart everything is due at once.
import type { PauseReason } from "../core/reporting/policy.ts";
import type { Clock } from "../ports/clock.ts";

export interface Schedule {
  /** Takes a document for sending; false while somebody else has it. */
  claim(document: number): boolean;
  release(document: number): void;
  isDue(document: number): boolean;
  /** This document waits; the others go on. */
  postpone(document: number, seconds: number): void;
  /** It has its verdict: whoever has none is alone in that. */
  forget(document: number): void;
  /** It was answered without a verdict. @returns how many were since the last verdict. */
  doubt(document: number): number;
  /** The whole queue waits: a pause with its reason, or the network is away. */
  rest(seconds: number, because?: PauseReason): void;
  /** The gateway gave an answer: no pause and no silence any more. */
  heard(): void;
  /** Rests in a row because of silence: 0 while the gateway is there. */
  silences(): number;
  paused(): PauseReason | undefined;
  /** Milliseconds the whole queue still waits. */
  restMs(): number;
  /** Milliseconds until what was put off is due; Infinity when nothing was. */
  nextMs(): number;
}

/** A schedule in which everything is due. */
export function createSchedule({ monotonicMs }: Pick<Clock, "monotonicMs">): Schedule {
  const claimed = new Set<number>();
  const notBefore = new Map<number, number>();
  const doubted = new Set<number>();
  const queue: { until: number; silences: number; paused: PauseReason | undefined } = {
    until: 0,
    silences: 0,
    paused: undefined,
  };
  const left = (until: number): number => Math.max(0, until - monotonicMs());
  return {
    claim: (document) => {
      if (claimed.has(document)) return false;
      claimed.add(document);
      return true;
    },
    release: (document) => void claimed.delete(document),
    isDue: (document) => left(notBefore.get(document) ?? 0) === 0,
    postpone: (document, seconds) => void notBefore.set(document, monotonicMs() + seconds * 1000),
    forget: (document) => {
      notBefore.delete(document);
      doubted.clear();
    },
    doubt: (document) => doubted.add(document).size,
    rest: (seconds, because) => {
      queue.until = monotonicMs() + seconds * 1000;
      queue.paused = because;
      if (because !== undefined) return;
      queue.silences += 1;
      // It was the network, not these documents: the oldest shall go first when it is back.
      notBefore.clear();
    },
    heard: () => {
      Object.assign(queue, { until: 0, silences: 0, paused: undefined });
    },
    silences: () => queue.silences,
    paused: () => queue.paused,
    restMs: () => left(queue.until),
    nextMs: () => left(queue.until) || Math.min(...[...notBefore.values()].map(left)),
  };
}
