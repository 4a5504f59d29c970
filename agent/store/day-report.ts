// The documents of a day for its closing: one row per live document, from one query over the ledger.
import type { DayRow } from "../core/day-report/day-report.ts";
import type { DayRows } from "../ports/ledger.ts";
import type { Database } from "./database.ts";

/** The last generation of each number counts; one that was refused and made again is not counted twice. */
const ROWS = `SELECT d.irn, d.type, d.profile, d.issued_at, d.totals, o.state, o.settled_at,
    json_extract(d.sale, '$.payments') AS payments, d.sale -> '$.cashier' AS cashier
  FROM document d JOIN outbox o ON o.document = d.id
  WHERE d.issued_at >= ? AND d.issued_at < ?
    AND NOT EXISTS (SELECT 1 FROM document n WHERE n.irn = d.irn AND n.generation > d.generation)
  ORDER BY d.id`;

const DAY_MS = 86_400_000;

interface Row {
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
  const rows = database.prepare<[number, number], Row>(ROWS);
  return {
    of: (date) => {
      const start = Date.parse(`${date}T00:00:00+03:00`);
      return rows.all(start, start + DAY_MS).map(dayRow);
    },
  };
}

const dayRow = (row: Row): DayRow => ({
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
