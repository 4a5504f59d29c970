// A ledger as an older program would have left it: the same rows, in the schema of its time.
import { renameSync, rmSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { hasTable } from "./checker/ledger.ts";
import { publish } from "./checker/schema.ts";
import { PACKED_TEXTS, type PackedColumns, textsReader } from "./checker/unpack.ts";

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Rewrites a ledger in the schema of an older version; what that one has no column for is left out. */
export function makeOlder(ledger: string, version: number): void {
  const older = `${ledger}.older`;
  const from = new Sqlite(ledger);
  from.pragma("wal_checkpoint(TRUNCATE)");
  from.close();
  const database = new Sqlite(older);
  database.pragma("journal_mode = WAL");
  database.pragma("foreign_keys = OFF");
  publish(database, version);
  database.prepare("ATTACH ? AS newer").run(ledger);
  copyRows(database);
  database.exec("DETACH newer");
  database.close();
  for (const tail of ["", "-wal", "-shm"]) rmSync(ledger + tail, { force: true });
  renameSync(older, ledger);
}

/** Triggers speak of what is issued now, not of what was: they are put back behind the rows. */
function copyRows(database: Sqlite.Database): void {
  const schema = database.prepare<[], SchemaRow>("SELECT type, name, sql FROM main.sqlite_schema").all();
  const triggers = schema.filter(({ type }) => type === "trigger");
  for (const { name } of triggers) database.exec(`DROP TRIGGER main.${name}`);
  for (const name of tablesIn(database)) {
    const columns = columnsOf(database, "newer", name).filter((column) =>
      columnsOf(database, "main", name).includes(column),
    );
    // A ledger that died on its way is itself an older one, without some tables; a schema brings rows of its own.
    if (columns.length > 0)
      database.exec(`INSERT OR REPLACE INTO main.${name} (${columns}) SELECT ${columns} FROM newer.${name} ORDER BY 1`);
  }
  if (!hasTable(database, "dictionary")) unpackRows(database);
  for (const { sql } of triggers) database.exec(sql ?? "");
}

/** Tables with rows of their own: the search index is filled again by whoever opens the ledger. */
const tablesIn = (database: Sqlite.Database): readonly string[] =>
  database
    .prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .pluck()
    .all()
    .filter((name) => !name.startsWith("sqlite_"));

/** What is kept packed stood plain before there was packing. */
function unpackRows(database: Sqlite.Database): void {
  const isPacked = columnsOf(database, "newer", "document").includes("packed");
  if (!isPacked) return;
  const read = textsReader(database);
  for (const [table, names] of Object.entries(PACKED_TEXTS)) {
    const rows = database.prepare<[], PackedColumns & { readonly place: number }>(
      `SELECT rowid AS place, dictionary, packed FROM newer.${table} WHERE packed IS NOT NULL`,
    );
    const plain = database.prepare(
      `UPDATE main.${table} SET ${names.map((name) => `${name} = @${name}`)} WHERE rowid = @place`,
    );
    for (const row of rows.all()) plain.run({ place: row.place, ...read(names, row) });
  }
}

const columnsOf = (database: Sqlite.Database, schema: string, table: string): readonly string[] =>
  database.prepare<[string, string], string>("SELECT name FROM pragma_table_info(?, ?)").pluck().all(table, schema);
