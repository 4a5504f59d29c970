// F15: a ledger has one of the schemas that were ever published, and nothing between two of them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { type Finding, finding } from "./finding.ts";

const MIGRATIONS = join(import.meta.dirname, "..", "..", "..", "agent", "store", "migrations");

/** The published schemas in order; the first is version 1. */
export const PUBLISHED: readonly string[] = readdirSync(MIGRATIONS)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => readFileSync(join(MIGRATIONS, name), "utf8"));

const between = finding("F15", "unverified");

/** Makes a database of a version. */
export function publish(database: Sqlite.Database, version: number): void {
  for (const sql of PUBLISHED.slice(0, version)) database.exec(sql);
  database.pragma(`user_version = ${version}`);
}

const digests = new Map<number, string>();

function digestOf(version: number): string {
  const known = digests.get(version);
  if (known !== undefined) return known;
  const database = new Sqlite(":memory:");
  publish(database, version);
  const digest = schemaOf(database);
  database.close();
  digests.set(version, digest);
  return digest;
}

function schemaOf(database: Sqlite.Database): string {
  const rows = database.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").all();
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}

/** What is wrong with the schema of a ledger; a file that was not made yet is version 0. */
export function schemaIn(database: Sqlite.Database): readonly Finding[] {
  const version = Number(database.pragma("user_version", { simple: true }));
  if (version <= PUBLISHED.length && schemaOf(database) === digestOf(version)) return [];
  return [between(`the ledger says version ${version} and has the schema of none`)];
}
