// The ledger as it was before a migration: kept beside it, and put back where nothing was done since.
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Fault } from "../core/errors.ts";
import { backupLedger, setAside } from "./backup.ts";
import { type Database, openReadOnly } from "./database.ts";
import { flushFile, flushFolder } from "./flush.ts";
import { schemaOf } from "./schema.ts";

const TAIL = ".schema-";
/** What must stay free beside the copy: below 64 MB nothing is issued. */
const SPARE_BYTES = 128 * 1_048_576;

/** Rows that tell that somebody did something; the agent's own lines in the activity log do not. */
const DEEDS = { document: "true", held_sale: "true", closing: "true", activity: "actor <> 'agent'" } as const;

/**
 * Keeps the ledger as it is under a name that tells its schema, instead of any copy kept before.
 * @throws Fault `backup-no-room`, `storage-failed`.
 */
export function keepBefore(ledger: string, version: number): void {
  assertRoom(ledger);
  for (const older of copiesOf(ledger)) rmSync(older);
  backupLedger(ledger, nameOf(ledger, version));
}

/** Nothing that was done may be missing in a new schema. @throws Fault `storage-failed`. */
export function assertAllThere(database: Database, ledger: string, version: number): void {
  const missing = lookInto(nameOf(ledger, version)).deeds.findIndex((count, n) => count !== deedsOf(database)[n]);
  if (missing === -1) return;
  throw new Fault("storage-failed", `rows of ${Object.keys(DEEDS)[missing]} are missing in the new schema`);
}

const nameOf = (ledger: string, version: number): string => `${ledger}${TAIL}${version}`;

function assertRoom(ledger: string): void {
  const { bavail, bsize } = statfsSync(dirname(ledger));
  const needed =
    statSync(ledger).size + (statSync(`${ledger}-wal`, { throwIfNoEntry: false })?.size ?? 0) + SPARE_BYTES;
  if (bavail * bsize >= needed) return;
  throw new Fault("backup-no-room", `${ledger}: ${bavail * bsize} bytes are free, a copy needs ${needed}`);
}

function copiesOf(ledger: string): readonly string[] {
  const start = basename(ledger) + TAIL;
  return readdirSync(dirname(ledger))
    .filter((file) => file.startsWith(start) && /^\d+$/.test(file.slice(start.length)))
    .map((file) => join(dirname(ledger), file));
}

/** What became of a wish to go back. */
export type WentBack =
  | { readonly kind: "done"; readonly schema: number; readonly replaced: string }
  /** The ledger was never migrated, or the copy is gone: there is nothing to put back. */
  | { readonly kind: "nothing" }
  /** Somebody sold or did something since. */
  | { readonly kind: "used" };

/**
 * Puts the ledger of before the last migration back, where nobody did anything since; what was there is kept under
 * another name. The caller holds the lock. @throws Fault `storage-failed`.
 */
export function goBack(ledger: string, at: number): WentBack {
  const [copy] = existsSync(dirname(ledger)) ? copiesOf(ledger) : [];
  if (copy === undefined || !existsSync(ledger)) return { kind: "nothing" };
  const before = lookInto(copy);
  const now = lookInto(ledger);
  if (now.schema <= before.schema) return { kind: "nothing" };
  if (now.deeds.some((count, n) => count !== before.deeds[n])) return { kind: "used" };
  const replaced = setAside(ledger, at);
  const fresh = `${ledger}.back`;
  copyFileSync(copy, fresh);
  flushFile(fresh);
  renameSync(fresh, ledger);
  flushFolder(dirname(ledger));
  return { kind: "done", schema: before.schema, replaced };
}

interface Looked {
  readonly schema: number;
  readonly deeds: readonly number[];
}

function lookInto(path: string): Looked {
  const database = openReadOnly(path);
  try {
    return { schema: schemaOf(database), deeds: deedsOf(database) };
  } finally {
    database.close();
  }
}

const deedsOf = (database: Database): readonly number[] =>
  Object.entries(DEEDS).map(([table, which]) => countOf(database, table, which));

/** 0 where the schema is older than the table. */
function countOf(database: Database, table: string, which: string): number {
  const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table);
  if (isThere === undefined) return 0;
  return Number(database.prepare(`SELECT count(*) FROM ${table} WHERE ${which}`).pluck().get());
}
