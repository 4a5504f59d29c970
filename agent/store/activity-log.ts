// The activity log in SQLite, append-only by trigger: who did what and when, with result.
import type { Activity, ActivityLog } from "../ports.ts";
import type { Database } from "./database.ts";

/** The activity log over an open database. */
export function createActivityLog(database: Database, now: () => number): ActivityLog {
  const add = database.prepare("INSERT INTO activity (at, actor, action, subject, result) VALUES (?, ?, ?, ?, ?)");
  const list = database.prepare<[number, number], Activity>(
    "SELECT id, at, actor, action, subject, result FROM activity WHERE id < ? ORDER BY id DESC LIMIT ?",
  );
  return {
    add: ({ actor, action, subject, result }) => void add.run(now(), actor, action, subject, result),
    list: (before, limit) => list.all(before ?? Number.MAX_SAFE_INTEGER, limit),
  };
}
