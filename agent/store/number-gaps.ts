// The running numbers of documents and closings: one behind the last, or behind the gap that a backup put back leaves.
import { activityWriter } from "./activity-log.ts";
import type { Database } from "./database.ts";

/** What each series of numbers is counted in. */
const LAST = {
  document: "SELECT max(serial) FROM document",
  closing: "SELECT max(number) FROM closing",
} as const;

export type Series = keyof typeof LAST;

/** Far more than any shop uses between two backups; and a round number shows on paper that something was put back. */
const STEP: Readonly<Record<Series, number>> = { document: 100_000, closing: 1_000 };

/** The next number of a series. */
export function nextNumber(database: Database, series: Series): () => number {
  const next = database
    .prepare<[Series], number>(
      `SELECT max(1 + coalesce((${LAST[series]}), 0),
         coalesce((SELECT max(resumes_at) FROM number_gap WHERE series = ?), 1))`,
    )
    .pluck();
  return () => next.get(series) ?? 1;
}

/**
 * Leaves a gap in a series, up to the next round number, where nobody knows which numbers were used since: call it in a
 * transaction. @param at milliseconds since 1970. @returns the number it goes on with.
 * @example leaveGap(database, "document", at) // behind INV-000123: 100001
 */
export function leaveGap(database: Database, series: Series, at: number): number {
  const last = nextNumber(database, series)() - 1;
  const resumesAt = (Math.floor(last / STEP[series]) + 1) * STEP[series] + 1;
  database.prepare("INSERT INTO number_gap (series, resumes_at, at) VALUES (?, ?, ?)").run(series, resumesAt, at);
  const row = { action: "leave-numbers", subject: `${series}s`, result: `next ${resumesAt}` };
  activityWriter(database)({ at, actor: "local operator", ...row });
  return resumesAt;
}
