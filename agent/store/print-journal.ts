// The print journal in SQLite: an original is written with its document, copies and slips are added, outcomes are kept.
// Its writes are grouped (architecture.md, "Budget of durable commits"): only the beginning of a paper waits for the disk.
import type { JobState, PrintState } from "../core/printing/job.ts";
import type { NonFiscalPaper, SlipModel } from "../core/receipt/model.ts";

import type { OpenPaper, PrintCounts, PrintJob, PrintJournal } from "../ports/printing.ts";
import type { Database } from "./database.ts";
import { createDictionaries } from "./dictionaries.ts";
import { type DocumentRow, documentOf, SELECT_DOCUMENT } from "./document-row.ts";
import { atOnce, type Writes } from "./writes.ts";

export interface JobRow {
  readonly id: number;
  readonly document: number | null;
  readonly closing: number | null;
  readonly copy: number;
  readonly state: string;
  readonly printer: string;
  readonly starts: number;
  readonly asks: number;
  readonly at: number;
}

export const JOB_COLUMNS = "id, document, closing, copy, state, printer, starts, asks, at";

/** The job of a row. */
export const jobOf = ({ id, document, closing, copy, state, printer, starts, asks, at }: JobRow): PrintJob => ({
  id,
  copy,
  printer,
  starts,
  at,
  state: state as PrintState,
  asks: asks === 1,
  ...(document === null ? {} : { document }),
  ...(closing === null ? {} : { closing }),
});

/** How many papers back a printer is known by: one that answers no more is found out after so many. */
const KNOWN_BY = 5;

/** The printer of every document, and of slips that name none. */
const MAIN = "main";

/** The print journal over an open database. */
export function createPrintJournal(database: Database, writes: Writes = atOnce): PrintJournal {
  const statements = prepare(database);
  const jobs = (rows: readonly JobRow[]): readonly PrintJob[] => rows.map(jobOf);
  return {
    next: (printer) => openPaper(statements, statements.next.get(printer)),
    find: (id) => oneJob(statements.find.get(id)),
    counts: (printer, since) => countsOf(statements, printer, since),
    hasProven: (printer) => statements.proven.get(printer)?.proven === 1,
    addCopy: (id, at, printer = MAIN) => {
      const row = writes.write(() => statements.addCopy.get({ id, at, printer }));
      if (row === undefined) throw new Error("a document that may not be handed over gets no copy");
      return jobOf(row);
    },
    addSlip: (model, at, printer = MAIN) => {
      const row = writes.write(() => statements.addSlip.get(JSON.stringify(model), at, printer));
      if (row === undefined) throw new Error("a slip was not added");
      return jobOf(row);
    },
    mark: (job, next, { at = job.at, dots, opens } = {}) => {
      writes.write(() => {
        statements.mark.run({ ...marks(next), id: job.id, at, dots: dots ?? null });
        if (opens !== undefined) statements.drawer.run({ job: job.id, actor: opens, at });
      });
      return { ...job, ...next, at };
    },
    asking: (document) => oneJob(statements.asking.get(document)),
    allAsking: (printer) => jobs(statements.allAsking.all(printer)),
    underWay: () => jobs(statements.underWay.all()),
    settled: () => writes.settled(),
  };
}

const marks = ({ state, starts, asks }: JobState) => ({ state, starts, asks: asks ? 1 : 0 });

const oneJob = (row: JobRow | undefined): PrintJob | undefined => (row === undefined ? undefined : jobOf(row));

type Statements = ReturnType<typeof prepare>;

function prepare(database: Database) {
  const dictionaries = createDictionaries(database);
  return {
    documentOf: (row: DocumentRow) => documentOf(dictionaries, row),
    next: database.prepare<[string], JobRow & { readonly slip: string | null }>(
      `SELECT ${JOB_COLUMNS}, slip FROM print_job WHERE printer = ? AND state IN ('queued', 'sending') AND asks = 0
       ORDER BY id LIMIT 1`,
    ),
    find: database.prepare<[number], JobRow>(`SELECT ${JOB_COLUMNS} FROM print_job WHERE id = ?`),
    document: database.prepare<[number], DocumentRow>(`${SELECT_DOCUMENT} WHERE d.id = ?`),
    // A standard document that is not cleared is no tax invoice: no paper of it, whoever asks.
    addCopy: database.prepare<[{ readonly id: number; readonly at: number; readonly printer: string }], JobRow>(
      `INSERT INTO print_job (document, copy, state, at, printer)
       SELECT @id, (SELECT coalesce(max(copy), -1) + 1 FROM print_job WHERE document = @id), 'queued', @at, @printer
       WHERE EXISTS (SELECT 1 FROM document d JOIN outbox o ON o.document = d.id WHERE d.id = @id
         AND (d.profile = 'simplified' OR o.state IN ('cleared', 'reported', 'reported-with-warnings')))
       RETURNING ${JOB_COLUMNS}`,
    ),
    addSlip: database.prepare<[string, number, string], JobRow>(
      `INSERT INTO print_job (slip, copy, state, at, printer) VALUES (?, 0, 'queued', ?, ?) RETURNING ${JOB_COLUMNS}`,
    ),
    mark: database.prepare(
      `UPDATE print_job SET state = @state, starts = @starts, asks = @asks, at = @at, dots = coalesce(@dots, dots)
       WHERE id = @id`,
    ),
    drawer: database.prepare(
      `INSERT OR IGNORE INTO drawer_opening (document, printer, actor, state, at)
       SELECT document, printer, @actor, 'queued', @at FROM print_job WHERE id = @job`,
    ),
    asking: database.prepare<[number], JobRow>(
      `SELECT ${JOB_COLUMNS} FROM print_job WHERE document = ? AND state = 'queued' AND asks = 1 ORDER BY copy LIMIT 1`,
    ),
    allAsking: database.prepare<[string], JobRow>(
      `SELECT ${JOB_COLUMNS} FROM print_job WHERE printer = ? AND state IN ('queued', 'sending') AND asks = 1 ORDER BY id`,
    ),
    underWay: database.prepare<[], JobRow>(
      `SELECT ${JOB_COLUMNS} FROM print_job INDEXED BY print_job_open
       WHERE state IN ('queued', 'sending') AND state = 'sending' ORDER BY id`,
    ),
    waiting: database.prepare<[string], { pending: number; asking: number; oldest: number | null }>(
      `SELECT count(*) AS pending, coalesce(sum(asks), 0) AS asking, min(at) AS oldest FROM print_job
       WHERE printer = ? AND state IN ('queued', 'sending')`,
    ),
    unconfirmed: database.prepare<[string, number], { count: number }>(
      `SELECT count(*) AS count FROM print_job p WHERE p.printer = ? AND p.state = 'unconfirmed' AND p.at >= ?
         AND NOT EXISTS (SELECT 1 FROM print_job n
           WHERE (n.document = p.document OR n.closing = p.closing) AND n.copy > p.copy
             AND n.state IN ('sent', 'confirmed'))`,
    ),
    proven: database.prepare<[string], { proven: number }>(
      `SELECT coalesce(max(state = 'confirmed'), 0) AS proven FROM (SELECT state FROM print_job
         WHERE printer = ? AND state IN ('sent', 'confirmed', 'unconfirmed') ORDER BY id DESC LIMIT ${KNOWN_BY})`,
    ),
  };
}

function openPaper(
  { document, documentOf: stored }: Statements,
  row: (JobRow & { readonly slip: string | null }) | undefined,
): OpenPaper | undefined {
  if (row === undefined) return undefined;
  if (row.slip !== null) return { job: jobOf(row), slip: JSON.parse(row.slip) as SlipModel | NonFiscalPaper };
  const found = document.get(row.document ?? 0);
  return found === undefined ? undefined : { job: jobOf(row), document: stored(found) };
}

function countsOf({ waiting, unconfirmed }: Statements, printer: string, since: number): PrintCounts {
  const { pending = 0, asking = 0, oldest = null } = waiting.get(printer) ?? {};
  const counts = { pending, asking, unconfirmed: unconfirmed.get(printer, since)?.count ?? 0 };
  return oldest === null ? counts : { ...counts, oldestAt: oldest };
}
