// Openings of the cash drawer in SQLite: each at most once, none left over from an agent that ended.
import type { DrawerState } from "../core/printing/drawer.ts";
import type { DrawerJournal, DrawerOpening } from "../ports/printing.ts";
import type { Database } from "./database.ts";
import { atOnce, type Writes } from "./writes.ts";

interface OpeningRow {
  readonly id: number;
  readonly document: number | null;
  readonly printer: string;
  readonly actor: string;
  readonly state: string;
}

const openingOf = ({ document, state, ...row }: OpeningRow): DrawerOpening => ({
  ...row,
  state: state as DrawerState,
  ...(document === null ? {} : { document }),
});

/** The drawer's journal over an open database. */
export function createDrawerJournal(database: Database, writes: Writes = atOnce): DrawerJournal {
  const next = database.prepare<[string], OpeningRow>(
    `SELECT id, document, printer, actor, state FROM drawer_opening
     WHERE printer = ? AND state IN ('queued', 'sending') AND state = 'queued' ORDER BY id LIMIT 1`,
  );
  const add = database.prepare<[string, string, number], OpeningRow>(
    `INSERT INTO drawer_opening (printer, actor, state, at) VALUES (?, ?, 'sending', ?)
     RETURNING id, document, printer, actor, state`,
  );
  const mark = database.prepare("UPDATE drawer_opening SET state = ?, at = ? WHERE id = ?");
  const recover = database.prepare(
    `UPDATE drawer_opening SET state = CASE state WHEN 'sending' THEN 'unconfirmed' ELSE 'failed' END, at = ?
     WHERE state IN ('queued', 'sending')`,
  );
  return {
    next: (printer) => {
      const row = next.get(printer);
      return row === undefined ? undefined : openingOf(row);
    },
    add: (printer, actor, at) => {
      const row = writes.write(() => add.get(printer, actor, at));
      if (row === undefined) throw new Error("an opening of the drawer was not kept");
      return openingOf(row);
    },
    mark: (opening, state, at) => void writes.write(() => mark.run(state, at, opening)),
    recover: (at) => void writes.write(() => recover.run(at)),
    settled: () => writes.settled(),
  };
}
