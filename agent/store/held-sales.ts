// Standard sales held for clearance, in SQLite: kept with the slip that tells the customer what they are not.
import type { Reference } from "../core/ids.ts";
import type { HeldSale, HeldSales } from "../ports/outbox.ts";
import type { Database } from "./database.ts";

interface HeldRow {
  readonly id: number;
  readonly reference: string;
  readonly sale: string;
  readonly sale_digest: string;
  readonly totals: string;
  readonly at: number;
  readonly refused: string | null;
}

const saleOf = (row: HeldRow): HeldSale => ({
  id: row.id,
  reference: row.reference as Reference,
  sale: row.sale,
  saleDigest: row.sale_digest,
  totals: JSON.parse(row.totals),
  at: row.at,
  ...(row.refused === null ? {} : { refused: JSON.parse(row.refused) }),
});

/** The held sales over an open database. */
export function createHeldSales(database: Database): HeldSales {
  const find = database.prepare<[string], HeldRow>("SELECT * FROM held_sale WHERE reference = ?");
  const next = database.prepare<[number], HeldRow>(
    "SELECT * FROM held_sale WHERE closed_at IS NULL AND id > ? ORDER BY id LIMIT 1",
  );
  const close = database.prepare("UPDATE held_sale SET closed_at = ?, refused = ? WHERE id = ? AND closed_at IS NULL");
  const counts = database.prepare<[], { waiting: number; refused: number }>(
    `SELECT (SELECT count(*) FROM held_sale WHERE closed_at IS NULL) AS waiting,
       (SELECT count(*) FROM held_sale WHERE refused IS NOT NULL) AS refused`,
  );
  const one = (row: HeldRow | undefined): HeldSale | undefined => (row === undefined ? undefined : saleOf(row));
  return {
    hold: holder(database),
    find: (reference) => one(find.get(reference)),
    next: (after) => one(next.get(after)),
    close: (id, at, refused) => void close.run(at, refused === undefined ? null : JSON.stringify(refused), id),
    counts: () => counts.get() ?? { waiting: 0, refused: 0 },
  };
}

function holder(database: Database): HeldSales["hold"] {
  const insert = database.prepare<[string, string, string, string, number], HeldRow>(
    "INSERT INTO held_sale (reference, sale, sale_digest, totals, at) VALUES (?, ?, ?, ?, ?) RETURNING *",
  );
  const paper = database.prepare("INSERT INTO print_job (slip, copy, state, at) VALUES (?, 0, 'queued', ?)");
  const keep = database.transaction<HeldSales["hold"]>(({ reference, sale, saleDigest, totals, at }, slip) => {
    const row = insert.get(reference, sale, saleDigest, JSON.stringify(totals), at);
    if (row === undefined) throw new Error("a held sale was not kept");
    paper.run(JSON.stringify(slip), at);
    return saleOf(row);
  });
  return (sale, slip) => keep.immediate(sale, slip);
}
