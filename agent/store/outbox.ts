// The outbox in SQLite: what is due, what the gateway said, and when to try again.
import type { Answer } from "../core/reporting/answer.ts";
import { REPORTING_PERIOD_MS } from "../core/reporting/lateness.ts";
import type { AttemptOutcome, Outbox } from "../ports.ts";
import type { Database } from "./database.ts";
import { type DocumentRow, documentOf, SELECT_DOCUMENT } from "./document-row.ts";

/** The outbox over an open database. */
export function createOutbox(database: Database): Outbox {
  const due = database.prepare<[number, number], DocumentRow>(
    `${SELECT_DOCUMENT} WHERE o.state = 'queued' AND o.due_at <= ? ORDER BY d.issued_at, d.id LIMIT ?`,
  );
  const next = database.prepare<[], { at: number | null }>(
    "SELECT min(due_at) AS at FROM outbox WHERE state = 'queued'",
  );
  const counts = database.prepare<[], { pending: number; rejected: number; oldest: number | null }>(
    `SELECT count(*) FILTER (WHERE o.state IN ('queued', 'awaiting-clearance')) AS pending,
            count(*) FILTER (WHERE o.state = 'rejected') AS rejected,
            min(d.issued_at) FILTER (WHERE o.state IN ('queued', 'awaiting-clearance')) AS oldest
     FROM outbox o JOIN document d ON d.id = o.document
     WHERE o.state IN ('queued', 'awaiting-clearance', 'rejected')`,
  );
  const attempts = database.prepare<[number], { at: number; status: number; answer: string }>(
    "SELECT at, status, answer FROM attempt WHERE document = ? ORDER BY id",
  );
  const late = database.prepare<[number], { count: number }>(
    `SELECT count(*) AS count FROM outbox o JOIN document d ON d.id = o.document
     WHERE o.state IN ('queued', 'awaiting-clearance') AND d.issued_at < ?`,
  );
  const settle = settler(database);
  return {
    due: (at, limit) => due.all(at, limit).map(documentOf),
    nextDueAt: () => next.get()?.at ?? undefined,
    settle: (outcome) => settle.immediate(outcome),
    counts: () => {
      const { pending = 0, rejected = 0, oldest = null } = counts.get() ?? {};
      return { pending, rejected, ...(oldest === null ? {} : { oldestIssuedAt: oldest }) };
    },
    lateAt: (now) => late.get(now - REPORTING_PERIOD_MS)?.count ?? 0,
    attempts: (document) => attempts.all(document).map((row) => ({ ...row, answer: JSON.parse(row.answer) as Answer })),
  };
}

function settler(database: Database) {
  const keep = database.prepare("INSERT INTO attempt (document, at, status, answer) VALUES (?, ?, ?, ?)");
  const close = database.prepare(
    "UPDATE outbox SET state = ?, settled_at = ?, attempts = attempts + 1 WHERE document = ? AND state IN ('queued', 'awaiting-clearance')",
  );
  const again = database.prepare(
    "UPDATE outbox SET due_at = ?, attempts = attempts + 1 WHERE document = ? AND state IN ('queued', 'awaiting-clearance')",
  );
  return database.transaction(({ document, at, answer, next }: AttemptOutcome) => {
    keep.run(document, at, answer.status, JSON.stringify(answer));
    if ("state" in next) close.run(next.state, at, document);
    else again.run(next.retryAt, document);
  });
}
