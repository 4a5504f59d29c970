// The machine's clock with everything that confirms or contradicts it; asked anew for every document.
import { type TimeEvidence, type TimeVerdict, timeVerdict } from "../core/clock/trust.ts";
import { Fault } from "../core/errors.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import type { Clock } from "../ports/clock.ts";
import { BUILD_DATE } from "./build-date.ts";
import { linuxTimeSources, type TimeSources } from "./time-sources.ts";

/** Where the clock learns what it must not go behind, and the time itself; milliseconds since 1970. */
export interface ClockSources {
  /** Issue time of the last document; 0 before the first. */
  readonly lastIssuedAt: () => number;
  /** The CSID's `notBefore`; 0 before there is one. */
  readonly notBefore: () => number;
  /** What to do with a time that nothing confirms. */
  readonly unverified: TimeEvidence["unverified"];
  readonly sources?: TimeSources;
  readonly wallClock?: () => number;
  readonly monotonicClock?: () => number;
}

/** The machine's clock, refused while it is wrong or, where the shop wants it so, unconfirmed. */
export function systemClock(options: ClockSources): Clock {
  const { wallClock = Date.now, monotonicClock = () => performance.now(), sources = linuxTimeSources } = options;
  let base: TimeEvidence["base"];
  let gateway: TimeEvidence["gateway"];
  const verdict = (): TimeVerdict => {
    const [wall, monotonic] = [wallClock(), monotonicClock()];
    const found = timeVerdict({
      wall,
      monotonic,
      base,
      gateway,
      buildDate: BUILD_DATE,
      lastIssuedAt: options.lastIssuedAt(),
      notBefore: options.notBefore(),
      isSynchronised: sources.isSynchronised(),
      batteryClock: sources.batteryClock(),
      unverified: options.unverified,
    });
    // A time server or the gateway may set the clock at any time; what comes after is measured from there.
    if (found.trusted && (base === undefined || found.by !== "setting")) base = { wall, monotonic };
    return found;
  };
  return {
    now: () => {
      const found = verdict();
      if (!found.trusted) throw new Fault("clock-untrusted", `${found.message.en}: ${found.fix.en}`);
      return riyadhTime(wallClock());
    },
    verdict,
    heard: (gatewayTime) => {
      gateway = { wall: gatewayTime, monotonic: monotonicClock() };
    },
    wallMs: wallClock,
    monotonicMs: monotonicClock,
  };
}
