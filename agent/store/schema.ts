// The ledger's schema: numbered files, each applied once, the newest number is its version.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { Fault } from "../core/errors.ts";

const MIGRATIONS = join(import.meta.dirname, "migrations");

/** What is done for a ledger that an older program left; what either of them throws leaves it as it was. */
export interface MigrationCare {
  /** Before it is touched. */
  readonly before: (version: number) => void;
  /** In the new schema, before anything of it is durable. */
  readonly proof: (database: Database, version: number) => void;
}

const NO_CARE: MigrationCare = { before: () => undefined, proof: () => undefined };

/** All that is missing in one transaction; the number of the last file is the schema's version. */
export function migrate(database: Database, { before, proof }: MigrationCare = NO_CARE): void {
  assertKnown(database);
  const files = migrations();
  const version = schemaOf(database);
  if (version === files.length) return;
  if (version > 0) before(version);
  database.transaction(() => {
    for (const name of files.slice(version)) database.exec(readFileSync(join(MIGRATIONS, name), "utf8"));
    database.pragma(`user_version = ${files.length}`);
    if (version > 0) proof(database, version);
  })();
  database.pragma("synchronous = FULL");
}

const migrations = (): readonly string[] =>
  readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort();

/** The version of a ledger's schema; 0 before there is one. */
export const schemaOf = (database: Database): number => Number(database.pragma("user_version", { simple: true }));

/** Whether an older program wrote a ledger, and this one has not migrated it. */
export function isOlder(database: Database): boolean {
  const version = schemaOf(database);
  return version > 0 && version < migrations().length;
}

/** @throws Fault `schema-newer` for a ledger that a newer program wrote. */
export function assertKnown(database: Database): void {
  const [version, known] = [schemaOf(database), migrations().length];
  if (version <= known) return;
  throw new Fault(
    "schema-newer",
    `the ledger has schema ${version}, this program knows ${known}: install the newer program again\nالسجل بالمخطط ${version}، وهذا البرنامج يعرف حتى ${known}: ثبّت البرنامج الأحدث من جديد`,
  );
}
