// What this machine knows of the time: whether a time server set it, and what its battery clock says.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface TimeSources {
  readonly isSynchronised: () => boolean;
  /** Milliseconds since 1970; undefined without a battery clock. */
  readonly batteryClock: () => number | undefined;
}

/** Made by systemd-timesyncd at its first synchronisation since the start; chrony's wait unit makes the other one. */
const SYNCHRONISED = ["/run/systemd/timesync/synchronized", "/run/chrony/synchronized"] as const;
const CLOCKS = "/sys/class/rtc";

/** The sources of a Linux machine. */
export const linuxTimeSources: TimeSources = {
  isSynchronised: () => SYNCHRONISED.some((path) => existsSync(path)),
  batteryClock: runningOn(batteryClock, () => performance.now()),
};

const ASKED_AGAIN_MS = 1000;

/**
 * A clock that is asked once a second and in between runs on by another: a battery clock answers over a slow bus, and
 * every sale asks several times.
 */
export function runningOn(ask: () => number | undefined, elapsed: () => number): () => number | undefined {
  let last: { readonly time: number | undefined; readonly at: number } | undefined;
  return () => {
    const at = elapsed();
    if (last === undefined || at - last.at >= ASKED_AGAIN_MS) last = { time: ask(), at };
    return last.time === undefined ? undefined : Math.floor(last.time + at - last.at);
  };
}

function batteryClock(): number | undefined {
  try {
    const [first] = readdirSync(CLOCKS).sort();
    if (first === undefined) return undefined;
    const seconds = Number(readFileSync(join(CLOCKS, first, "since_epoch"), "utf8"));
    return Number.isSafeInteger(seconds) ? seconds * 1000 : undefined;
  } catch {
    return undefined;
  }
}
