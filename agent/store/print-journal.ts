// The print journal in SQLite: an original is written with its document, copies are added, outcomes are kept.
import type { SlipModel } from "../core/receipt/model.ts";
import type { PrintJob, PrintJournal, PrintState } from "../ports.ts";
import type { Database } from "./database.ts";
import { type DocumentRow, documentOf, SELECT_DOCUMENT } from "./document-row.ts";

interface JobRow {
  readonly id: number;
  readonly document: number | null;
  readonly copy: number;
  readonly state: string;
}

const jobOf = ({ id, document, copy, state }: JobRow): PrintJob => ({
  id,
  copy,
  state: state as PrintState,
  ...(document === null ? {} : { document }),
});

/** The print journal over an open database. */
export function createPrintJournal(database: Database): PrintJournal {
  const next = database.prepare<[], JobRow & { readonly slip: string | null }>(
    "SELECT id, document, copy, state, slip FROM print_job WHERE state IN ('queued', 'sending') ORDER BY id LIMIT 1",
  );
  const document = database.prepare<[number], DocumentRow>(`${SELECT_DOCUMENT} WHERE d.id = ?`);
  // A standard document that is not cleared is no tax invoice: no paper of it, whoever asks.
  const add = database.prepare<[{ readonly id: number; readonly at: number }], JobRow>(
    `INSERT INTO print_job (document, copy, state, at)
     SELECT @id, (SELECT coalesce(max(copy), -1) + 1 FROM print_job WHERE document = @id), 'queued', @at
     WHERE EXISTS (SELECT 1 FROM document d JOIN outbox o ON o.document = d.id WHERE d.id = @id
       AND (d.profile = 'simplified' OR o.state IN ('cleared', 'reported', 'reported-with-warnings')))
     RETURNING id, document, copy, state`,
  );
  const slip = database.prepare<[string, number], JobRow>(
    "INSERT INTO print_job (slip, copy, state, at) VALUES (?, 0, 'queued', ?) RETURNING id, document, copy, state",
  );
  const mark = database.prepare("UPDATE print_job SET state = ?, at = ?, dots = coalesce(?, dots) WHERE id = ?");
  const recover = database.prepare("UPDATE print_job SET state = 'unconfirmed', at = ? WHERE state = 'sending'");
  const pending = database.prepare<[], { count: number }>(
    "SELECT count(*) AS count FROM print_job WHERE state IN ('queued', 'sending')",
  );
  return {
    pending: () => pending.get()?.count ?? 0,
    next: () => {
      const job = next.get();
      if (job === undefined) return undefined;
      if (job.slip !== null) return { job: jobOf(job), slip: JSON.parse(job.slip) as SlipModel };
      const row = document.get(job.document ?? 0);
      return row === undefined ? undefined : { job: jobOf(job), document: documentOf(row) };
    },
    addCopy: (id, at) => {
      const row = add.get({ id, at });
      if (row === undefined) throw new Error("a document that may not be handed over gets no copy");
      return jobOf(row);
    },
    addSlip: (model, at) => {
      const row = slip.get(JSON.stringify(model), at);
      if (row === undefined) throw new Error("a slip was not added");
      return jobOf(row);
    },
    mark: (job, state, at, dots) => void mark.run(state, at, dots ?? null, job),
    recover: (at) => recover.run(at).changes,
  };
}
