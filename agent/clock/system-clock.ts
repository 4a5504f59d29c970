// Trusted time. A Pi has no battery clock: after a power cut it may wake in the past (documents.md C4).
import { Fault } from "../core/errors.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import type { Clock } from "../ports.ts";
import { BUILD_DATE } from "./build-date.ts";

/** Where the clock learns what it must not go behind, and the time itself; milliseconds since 1970. */
export interface ClockSources {
  /** Issue time of the last document; 0 before the first. */
  readonly lastIssuedAt: () => number;
  readonly wallClock?: () => number;
}

/** The machine's clock, refused while it is provably wrong. */
export function systemClock({ lastIssuedAt, wallClock = Date.now }: ClockSources): Clock {
  return {
    now: () => {
      const now = riyadhTime(wallClock());
      refuseBefore(now.epochMs, BUILD_DATE, "this program was made");
      refuseBefore(now.epochMs, lastIssuedAt(), "the last document was issued");
      return now;
    },
    wallMs: wallClock,
    monotonicMs: () => performance.now(),
  };
}

function refuseBefore(now: number, limit: number, event: string): void {
  if (now >= limit) return;
  const [clock, known] = [now, limit].map((time) => new Date(time).toISOString());
  throw new Fault(
    "clock-untrusted",
    `the clock says ${clock}, but ${event} at ${known}. Connect to the network until the clock is set (timedatectl shows "System clock synchronized: yes"), or fit a battery clock; nothing is signed until then`,
  );
}
