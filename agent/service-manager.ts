// Tells who started the agent that it is ready, makes progress, or stops: systemd (sd_notify(3)), pm2 (wait_ready).
import { execFile } from "node:child_process";

/** What the environment says of the service manager; only main.ts reads it. */
export interface ServiceManager {
  /** How long systemd waits for a sign of life, milliseconds; undefined where it does not watch. */
  readonly watchdogMs: number | undefined;
  /** Passes on words of sd_notify(3), such as `READY=1`. */
  readonly say: (words: readonly string[]) => void;
}

/** The agent itself opens a stuck ledger anew; only where that has not helped for so long is a new process better. */
const RECOVERY_MS = 300_000;
const SIGNS_PER_PERIOD = 3;

/**
 * Says that the agent is ready, and from then on, while it makes progress, gives a sign of life.
 * @param stuck why it makes no progress; undefined while it does. An event loop that hangs is never asked.
 * @returns says that it stops.
 */
export function tellServiceManager(
  { say, watchdogMs }: ServiceManager,
  status: string,
  stuck: () => string | undefined,
): () => void {
  say(["READY=1", `STATUS=${status}`]);
  let wellAt = performance.now();
  const sign = (): void => {
    const because = stuck();
    if (because === undefined) wellAt = performance.now();
    if (performance.now() - wellAt < RECOVERY_MS) say(["WATCHDOG=1", `STATUS=${because ?? status}`]);
  };
  const timer = watchdogMs === undefined ? undefined : setInterval(sign, watchdogMs / SIGNS_PER_PERIOD).unref();
  return () => {
    clearInterval(timer);
    say(["STOPPING=1"]);
  };
}

/** Who started this process, by what is in its environment and the channel to its parent. */
export function serviceManagerOf(
  environment: Readonly<Record<string, string | undefined>>,
  tellParent: ((message: string) => void) | undefined,
): ServiceManager {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: period } = environment;
  return {
    watchdogMs: socket === undefined || period === undefined ? undefined : Number(period) / 1000,
    say: (words) => {
      // Node has no datagram sockets of the Unix kind: systemd's own command speaks for us.
      if (socket !== undefined) execFile("systemd-notify", [...words], { timeout: 10_000 }, () => undefined);
      if (words.includes("READY=1")) tellParent?.("ready");
    },
  };
}
