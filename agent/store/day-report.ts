// The documents of a day or a month for its report: one row per live document, from one query over the ledger.
import type { DayRow } from "../core/day-report/day-report.ts";
import type { DayRows } from "../ports/ledger.ts";
import type { Database } from "./database.ts";
import { createDictionaries, type Dictionaries } from "./dictionaries.ts";
import { type PackedRow, textsOf } from "./document-row.ts";

/** The columns of a `ReportRow`, of document `d` with outbox row `o`. */
export const REPORT_COLUMNS = "d.*, o.state, o.settled_at";

/** The last generation of each number counts; one that was refused and made again is not counted twice. */
const ROWS = `SELECT ${REPORT_COLUMNS}
  FROM document d JOIN outbox o ON o.document = d.id
  WHERE d.issued_at >= ? AND d.issued_at < ?
    AND NOT EXISTS (SELECT 1 FROM document n WHERE n.irn = d.irn AND n.generation > d.generation)
  ORDER BY d.id`;

const DAY_MS = 86_400_000;

/** A document as reports read it; `settled_at` and `state` are those of its outbox row. */
export interface ReportRow extends PackedRow {
  readonly type: string;
  readonly profile: string;
  readonly issued_at: number;
  readonly settled_at: number | null;
  readonly state: string;
}

/** The days of a ledger's file. */
export function createDayRows(database: Database): DayRows {
  const dictionaries = createDictionaries(database);
  const rows = database.prepare<[number, number], ReportRow>(ROWS);
  const midnight = (date: string): number => Date.parse(`${date}T00:00:00+03:00`);
  // One at a time: what a day's documents say is far more than what its report needs.
  function* between(from: number, to: number): Generator<DayRow> {
    for (const row of rows.iterate(from, to)) yield dayRow(dictionaries, row);
  }
  return {
    of: (date) => [...between(midnight(date), midnight(date) + DAY_MS)],
    between: (from, to) => between(midnight(from), midnight(to)),
  };
}

/** A document's row as reports take it. @throws Fault `chain-broken` where its bytes are not what they were. */
export function dayRow(dictionaries: Dictionaries, row: ReportRow): DayRow {
  const { sale, totals } = textsOf(dictionaries, row);
  const { payments = [], cashier } = JSON.parse(sale) as Partial<Pick<DayRow, "payments" | "cashier">>;
  return {
    irn: row.irn,
    type: row.type as DayRow["type"],
    profile: row.profile as DayRow["profile"],
    state: row.state,
    issuedAt: row.issued_at,
    ...(row.settled_at === null ? {} : { settledAt: row.settled_at }),
    totals: JSON.parse(totals),
    payments,
    ...(cashier === undefined ? {} : { cashier }),
  };
}
