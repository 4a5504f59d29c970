// The activity log in SQLite, append-only by trigger and chained by hash: who did what and when, with result.
import { type ActivityFacts, activityHash, NO_ACTIVITY } from "../core/chain/activities.ts";
import type { Activity, ActivityLog } from "../ports/people.ts";
import type { Database } from "./database.ts";

/** What adds a row behind the last one; in the transaction that is open, where one is. */
export function activityWriter(database: Database): (facts: ActivityFacts) => void {
  const last = database.prepare<[], string | null>("SELECT hash FROM activity ORDER BY id DESC LIMIT 1").pluck();
  const add = database.prepare(
    `INSERT INTO activity (at, actor, action, subject, result, hash)
     VALUES (@at, @actor, @action, @subject, @result, @hash)`,
  );
  return (facts) => void add.run({ ...facts, hash: activityHash(last.get() ?? NO_ACTIVITY, facts) });
}

/** The activity log over an open database. */
export function createActivityLog(database: Database, now: () => number): ActivityLog {
  const write = activityWriter(database);
  const list = database.prepare<[number, number], Activity>(
    "SELECT id, at, actor, action, subject, result FROM activity WHERE id < ? ORDER BY id DESC LIMIT ?",
  );
  const after = database.prepare<[number, number], Activity & { readonly hash: string | null }>(
    "SELECT id, at, actor, action, subject, result, hash FROM activity WHERE id > ? ORDER BY id LIMIT ?",
  );
  return {
    add: (entry) => write({ at: now(), ...entry }),
    list: (before, limit) => list.all(before ?? Number.MAX_SAFE_INTEGER, limit),
    after: (id, limit) => after.all(id, limit).map(({ hash, ...row }) => ({ ...row, hash: hash ?? undefined })),
  };
}
