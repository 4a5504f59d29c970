// A unit with a middleware, in SQLite: its registration, the sale under way, every raw answer.
import type { RemoteSale, RemoteState, RemoteStore } from "../ports/middleware.ts";
import type { Database } from "./database.ts";

/** The remote store over an open database. */
export function createRemoteStore(database: Database): RemoteStore {
  const load = database.prepare<[], { state: string }>("SELECT state FROM remote_unit WHERE id = 1");
  const save = database.prepare(
    "INSERT INTO remote_unit (id, state) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state",
  );
  const open = database.prepare<[], { sale: string }>("SELECT sale FROM remote_sale WHERE ended = 0");
  const begin = database.prepare(`INSERT INTO remote_sale (reference, sale) VALUES (?, ?)
     ON CONFLICT (reference) DO UPDATE SET sale = excluded.sale, ended = 0`);
  const keep = database.prepare("INSERT INTO remote_answer (reference, at, status, raw) VALUES (?, ?, ?, ?)");
  const answers = database.prepare<[string], { count: number }>(
    "SELECT count(*) AS count FROM remote_answer WHERE reference = ?",
  );
  const end = database.prepare("UPDATE remote_sale SET ended = 1 WHERE reference = ?");
  return {
    load: () => {
      const row = load.get();
      return row === undefined ? { stage: "new" } : (JSON.parse(row.state) as RemoteState);
    },
    save: (state) => void save.run(JSON.stringify(state)),
    open: () => {
      const row = open.get();
      return row === undefined ? undefined : (JSON.parse(row.sale) as RemoteSale);
    },
    begin: (sale) => void begin.run(sale.reference, JSON.stringify(sale)),
    keep: (reference, at, status, raw) => void keep.run(reference, at, status, raw),
    answers: (reference) => answers.get(reference)?.count ?? 0,
    end: (reference) => void end.run(reference),
  };
}
