// Closings in SQLite: one synchronous transaction for closing, members, paper and activity row, so that a sale is in
// exactly one of them and a number is never used twice.
import { hash } from "node:crypto";
import Sqlite from "better-sqlite3";
import type { ClosingRow, DrawerCounts, OpenPeriod } from "../core/day-report/closing.ts";
import { Fault, messageOf } from "../core/errors.ts";
import type { PrintState } from "../core/printing/job.ts";
import type { Closings, NewClosing, StoredClosing } from "../ports/closings.ts";
import { activityWriter } from "./activity-log.ts";
import { asFault, type Database } from "./database.ts";
import { dayRow, REPORT_COLUMNS, type ReportRow } from "./day-report.ts";
import { createDictionaries } from "./dictionaries.ts";
import { nextNumber } from "./number-gaps.ts";
import { JOB_COLUMNS, type JobRow, jobOf } from "./print-journal.ts";

/** Documents no closing has taken; awaited ones keep `open_from` low, so the search begins where the first of them is. */
const OPEN = `SELECT ${REPORT_COLUMNS}
  FROM document d JOIN outbox o ON o.document = d.id
  WHERE d.id >= ? AND NOT EXISTS (SELECT 1 FROM closing_document c WHERE c.document = d.id)
  ORDER BY d.id`;

const DRAWER = `SELECT coalesce(sum(document IS NOT NULL AND state <> 'failed'), 0) AS sales,
    coalesce(sum(document IS NULL AND state <> 'failed'), 0) AS asked,
    coalesce(sum(state = 'failed'), 0) AS failed
  FROM drawer_opening WHERE id > ?`;

const CLOSING = `SELECT number, reference, at, actor, report, hash,
    (SELECT p.state FROM print_job p WHERE p.closing = number ORDER BY p.copy DESC LIMIT 1) AS printed
  FROM closing`;

const COPY = `INSERT INTO print_job (slip, copy, state, at, closing)
  SELECT slip, 1 + (SELECT max(copy) FROM print_job WHERE closing = number), 'queued', ?, number
  FROM closing WHERE number = ? RETURNING ${JOB_COLUMNS}`;

interface Row {
  readonly number: number;
  readonly reference: string;
  readonly at: number;
  readonly actor: string;
  readonly report: string;
  readonly hash: string;
  readonly printed: string;
}

const closingOf = ({ report, printed, ...row }: Row): StoredClosing => ({
  ...row,
  report: JSON.parse(report),
  printed: printed as PrintState,
});

/**
 * The closings over an open database.
 * @param trouble why nothing may be closed any more, told by whoever else writes to its file.
 */
export function createClosings(database: Database, trouble: () => Fault | undefined = () => undefined): Closings {
  const statements = prepare(database);
  const one = (row: Row | undefined): StoredClosing | undefined => (row === undefined ? undefined : closingOf(row));
  const close = database.transaction((make: (period: OpenPeriod) => NewClosing): number => {
    const period = openPeriod(statements);
    return insert(statements, period.number, make(period));
  });
  return {
    look: (read) => database.transaction(() => read(openPeriod(statements)))(),
    close: (make) => {
      const stopped = trouble();
      if (stopped !== undefined) throw stopped;
      const made = one(statements.byNumber.get(committed(() => close.immediate(make))));
      if (made === undefined) throw new Fault("storage-failed", "the ledger lost the closing it just committed");
      return made;
    },
    find: (number) => one(statements.byNumber.get(number)),
    findByReference: (reference) => one(statements.byReference.get(reference)),
    list: (before, limit) => statements.list.all(before ?? Number.MAX_SAFE_INTEGER, limit).map(closingOf),
    addCopy: (number, at) => {
      const row = statements.copy.get(at, number);
      return row === undefined ? undefined : jobOf(row);
    },
  };
}

type Statements = ReturnType<typeof prepare>;

function prepare(database: Database) {
  return {
    dictionaries: createDictionaries(database),
    nextNumber: nextNumber(database, "closing"),
    last: database.prepare<[], { at: number; open_from: number; drawer_through: number }>(
      "SELECT at, open_from, drawer_through FROM closing ORDER BY number DESC LIMIT 1",
    ),
    open: database.prepare<[number], ReportRow & Pick<ClosingRow, "id" | "csid" | "icv" | "generation">>(OPEN),
    drawer: database.prepare<[number], DrawerCounts>(DRAWER),
    insert: database.prepare(
      `INSERT INTO closing (number, reference, at, actor, open_from, drawer_through, report, slip, hash)
       VALUES (@number, @reference, @at, @actor, @openFrom, (SELECT coalesce(max(id), 0) FROM drawer_opening),
         @report, @slip, @hash)`,
    ),
    member: database.prepare("INSERT INTO closing_document (document, closing, counted) VALUES (?, ?, ?)"),
    paper: database.prepare("INSERT INTO print_job (slip, copy, state, at, closing) VALUES (?, 0, 'queued', ?, ?)"),
    copy: database.prepare<[number, number], JobRow>(COPY),
    activity: activityWriter(database),
    byNumber: database.prepare<[number], Row>(`${CLOSING} WHERE number = ?`),
    byReference: database.prepare<[string], Row>(`${CLOSING} WHERE reference = ?`),
    list: database.prepare<[number, number], Row>(`${CLOSING} WHERE number < ? ORDER BY number DESC LIMIT ?`),
  };
}

function openPeriod(statements: Statements): OpenPeriod {
  const { last, drawer } = statements;
  const { at, open_from: openFrom = 1, drawer_through: through = 0 } = last.get() ?? {};
  return {
    number: statements.nextNumber(),
    ...(at === undefined ? {} : { since: at }),
    openFrom,
    rows: rowsOf(statements, openFrom),
    drawer: drawer.get(through) ?? { sales: 0, asked: 0, failed: 0 },
  };
}

/** Asked for when the first one is taken: a statement under way lets nothing be written. */
function* rowsOf({ open, dictionaries }: Statements, from: number): Generator<ClosingRow> {
  for (const row of open.iterate(from)) {
    const { id, csid, icv, generation } = row;
    yield { ...dayRow(dictionaries, row), id, csid, icv, generation };
  }
}

function insert(statements: Statements, number: number, closing: NewClosing): number {
  const { reference, actor, at, openFrom, members } = closing;
  const [report, slip] = [JSON.stringify(closing.report), JSON.stringify(closing.slip)];
  const digest = hash("sha256", report, "hex");
  statements.insert.run({ number, reference, at, actor, openFrom, report, slip, hash: digest });
  for (const { document, counted } of members) statements.member.run(document, number, counted ? 1 : 0);
  statements.paper.run(slip, at, number);
  statements.activity({ at, actor, action: "close", subject: `Z ${number}`, result: `sha256 ${digest}` });
  return number;
}

/** After an I/O error in a commit the closing may be on disk all the same: only a reopened ledger can tell. */
function committed<T>(act: () => T): T {
  try {
    return act();
  } catch (thrown) {
    if (!(thrown instanceof Sqlite.SqliteError)) throw thrown;
    if (/^SQLITE_(IOERR|FULL|CORRUPT|READONLY|CANTOPEN|NOTADB)/.test(thrown.code))
      throw new Fault("outcome-unknown", `storage failed in the act: ${messageOf(thrown)}`, { cause: thrown });
    throw asFault(thrown);
  }
}
