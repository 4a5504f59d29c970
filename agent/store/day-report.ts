// The documents of a day or a month for its report: one row per live document, from one query over the ledger.
import type { DayRow } from "../core/day-report/day-report.ts";
import type { DayRows } from "../ports/ledger.ts";
import type { Database } from "./database.ts";

/** The columns of a `ReportRow`, of document `d` with outbox row `o`. */
export const REPORT_COLUMNS = `d.irn, d.type, d.profile, d.issued_at, d.totals, o.state, o.settled_at,
    json_extract(d.sale, '$.payments') AS payments, d.sale -> '$.cashier' AS cashier`;

/** The last generation of each number counts; one that was refused and made again is not counted twice. */
const ROWS = `SELECT ${REPORT_COLUMNS}
  FROM document d JOIN outbox o ON o.document = d.id
  WHERE d.issued_at >= ? AND d.issued_at < ?
    AND NOT EXISTS (SELECT 1 FROM document n WHERE n.irn = d.irn AND n.generation > d.generation)
  ORDER BY d.id`;

const DAY_MS = 86_400_000;

/** A document as reports read it; `settled_at` and `state` are those of its outbox row. */
export interface ReportRow {
  readonly irn: string;
  readonly type: string;
  readonly profile: string;
  readonly issued_at: number;
  readonly settled_at: number | null;
  readonly state: string;
  readonly totals: string;
  readonly payments: string | null;
  /** JSON: text, or an object of two languages. */
  readonly cashier: string | null;
}

/** The days of a ledger's file. */
export function createDayRows(database: Database): DayRows {
  const rows = database.prepare<[number, number], ReportRow>(ROWS);
  const midnight = (date: string): number => Date.parse(`${date}T00:00:00+03:00`);
  return {
    of: (date) => rows.all(midnight(date), midnight(date) + DAY_MS).map(dayRow),
    between: function* (from, to) {
      for (const row of rows.iterate(midnight(from), midnight(to))) yield dayRow(row);
    },
  };
}

/** A document's row as reports take it. */
export const dayRow = (row: ReportRow): DayRow => ({
  irn: row.irn,
  type: row.type as DayRow["type"],
  profile: row.profile as DayRow["profile"],
  state: row.state,
  issuedAt: row.issued_at,
  ...(row.settled_at === null ? {} : { settledAt: row.settled_at }),
  totals: JSON.parse(row.totals),
  payments: row.payments === null ? [] : JSON.parse(row.payments),
  ...(row.cashier === null ? {} : { cashier: JSON.parse(row.cashier) }),
});
