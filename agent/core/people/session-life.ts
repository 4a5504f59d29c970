// How long a browser's session lives: a while without use, and never longer than a working day (documents.md C14).

export const IDLE_MS = 30 * 60_000;
export const LONGEST_MS = 12 * 3_600_000;
/** Use is noted this often: each note is a write. */
export const NOTE_USE_MS = 60_000;

export interface SessionTimes {
  readonly openedAt: number;
  readonly seenAt: number;
}

/** When a session ends if it is not used again, milliseconds since 1970. */
export const sessionEnd = ({ openedAt, seenAt }: SessionTimes): number =>
  Math.min(seenAt + IDLE_MS, openedAt + LONGEST_MS);

/** Whether a session still lives; one from the future was made under another clock. */
export const isAlive = (times: SessionTimes, now: number): boolean => now < sessionEnd(times) && now >= times.openedAt;
