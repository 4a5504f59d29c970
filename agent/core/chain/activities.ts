// The activity log's own chain: each row's hash covers the row and the hash before it, so that a changed or missing row
// shows (documents.md C14: no alteration and no deletion of logs).
import { hash } from "node:crypto";
import type { Bilingual } from "../bilingual.ts";

/** What a row says. */
export interface ActivityFacts {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly result: string;
}

export interface ChainedActivity extends ActivityFacts {
  readonly id: number;
  /** Lower-case hexadecimal SHA-256; undefined in rows from before there was a chain. */
  readonly hash: string | undefined;
}

/** The hash before the first row. */
export const NO_ACTIVITY = "0".repeat(64);

/** The hash of a row behind another one's. */
export const activityHash = (before: string, { at, actor, action, subject, result }: ActivityFacts): string =>
  hash("sha256", JSON.stringify([before, at, actor, action, subject, result]), "hex");

/** How far the log holds. */
export interface ActivityHead {
  readonly id: number;
  readonly hash: string;
}

export interface BrokenActivity {
  readonly id: number;
  readonly message: Bilingual;
}

export const ACTIVITY_START: ActivityHead = { id: 0, hash: NO_ACTIVITY };

/** Checks the next row. @returns the new head, or the row that is not what it was, or lacks the one before. */
export function nextActivity(head: ActivityHead, row: ChainedActivity): ActivityHead | BrokenActivity {
  // Rows from before there was a chain stand at the beginning, and nowhere else.
  if (row.hash === undefined && head.hash === NO_ACTIVITY) return { id: row.id, hash: NO_ACTIVITY };
  if (row.hash === activityHash(head.hash, row)) return { id: row.id, hash: row.hash };
  return {
    id: row.id,
    message: {
      ar: `السطر ${row.id} من سجل الأنشطة تغيّر، أو حُذف ما قبله`,
      en: `row ${row.id} of the activity log was changed, or one before it is missing`,
    },
  };
}
