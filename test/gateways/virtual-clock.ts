// A clock that only a test moves: 72 hours pass in the time it takes to issue what is sold in them.
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import type { Clock } from "../../agent/ports/clock.ts";

export interface VirtualClock extends Clock {
  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): void;
}

/** A clock that starts at an instant, milliseconds since 1970. */
export function virtualClock(start: number): VirtualClock {
  let passed = 0;
  const wallMs = (): number => start + passed;
  return {
    now: () => riyadhTime(wallMs()),
    verdict: () => ({ trusted: true, by: "setting" }),
    heard: () => undefined,
    wallMs,
    monotonicMs: () => passed,
    pass: (milliseconds) => {
      passed += milliseconds;
    },
  };
}
