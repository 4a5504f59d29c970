// Guessing made slow: after some failures a name rests, longer each time (documents.md C14, lock-out).

/** So many wrong passwords in a row are a tired person; more are a guess. */
export const FREE_FAILURES = 5;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 15 * 60_000;

export interface Failures {
  readonly count: number;
  /** When the last one was, milliseconds since 1970. */
  readonly lastAt: number;
}

/**
 * Until when a name may not try again, milliseconds since 1970; 0 where it may.
 * @example lockedUntil({ count: 6, lastAt: 0 }) // 120_000
 */
export function lockedUntil({ count, lastAt }: Failures): number {
  if (count < FREE_FAILURES) return 0;
  const doublings = Math.min(count - FREE_FAILURES, 10);
  return lastAt + Math.min(FIRST_REST_MS * 2 ** doublings, LONGEST_REST_MS);
}
