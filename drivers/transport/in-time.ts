// A wait with an end: nothing a printer does or leaves undone may hold a job, or the process, for ever.
import { LinkLost, LinkStalled } from "./link.ts";

/** Runs an act that reports by callback. @throws LinkLost when it fails, LinkStalled when it takes longer than `ms`. */
export function inTime<T>(
  ms: number,
  what: string,
  start: (resolve: (value: T) => void, reject: (reason: Error) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stalled = (): void => reject(new LinkStalled(`${what}: nothing happened for ${ms / 1000} s`));
    // One look at the cable after the last: a process that was held up hears its timers before what came meanwhile.
    const timer = setTimeout(() => setImmediate(stalled), ms);
    start(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (cause) => {
        clearTimeout(timer);
        reject(cause instanceof LinkLost ? cause : new LinkLost(`${what}: ${cause.message}`, { cause }));
      },
    );
  });
}
