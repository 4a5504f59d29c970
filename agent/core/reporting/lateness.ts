// How late an unreported simplified document is: 24 hours from its issue time (documents.md C16).

const HOUR_MS = 3_600_000;

/** The time within which a simplified document must reach the authority, milliseconds. */
export const REPORTING_PERIOD_MS = 24 * HOUR_MS;

/** Service levels, the gravest first: alarm at 4 hours, red at 12, critical at 20, late at 24. */
const LEVELS = [
  { level: "late", fromMs: REPORTING_PERIOD_MS },
  { level: "critical", fromMs: 20 * HOUR_MS },
  { level: "red", fromMs: 12 * HOUR_MS },
  { level: "alarm", fromMs: 4 * HOUR_MS },
] as const;

export type Lateness = "none" | (typeof LEVELS)[number]["level"];

/**
 * The service level of a document that waits since its issue; both times in milliseconds since 1970.
 * @example lateness(0, 5 * 3_600_000) // "alarm"
 */
export const lateness = (issuedAt: number, now: number): Lateness =>
  LEVELS.find(({ fromMs }) => now - issuedAt >= fromMs)?.level ?? "none";

/** When the document is late, milliseconds since 1970. */
export const deadlineOf = (issuedAt: number): number => issuedAt + REPORTING_PERIOD_MS;
