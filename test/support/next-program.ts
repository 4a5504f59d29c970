// The next version of the program: this one with one more migration, in a folder of its own.
import { cpSync, globSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const SOURCES = ["agent", "drivers", "config", "simulator"];

/** A column, a table filled from another one, a trigger made anew: what a migration may do to what is there. */
export const NEXT_SCHEMA = `ALTER TABLE document ADD COLUMN next_version TEXT;
CREATE TABLE next_version (day INTEGER PRIMARY KEY, documents INTEGER NOT NULL) STRICT;
INSERT INTO next_version SELECT issued_at / 86400000, count(*) FROM document GROUP BY 1;
DROP TRIGGER document_stays;
CREATE TRIGGER document_stays BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'never'); END;`;

/**
 * Copies the program of an entry, sources or compiled, and gives it a migration.
 * @returns its entry.
 */
export function nextProgram(entry: string, to: string, sql: string = NEXT_SCHEMA): string {
  const home = dirname(dirname(entry));
  const isCompiled = basename(home) === "dist";
  const root = isCompiled ? dirname(home) : home;
  for (const part of ["package.json", ...(isCompiled ? ["dist"] : SOURCES)])
    cpSync(join(root, part), join(to, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(to, "node_modules"));
  const [first = ""] = globSync("**/migrations/001-*.sql", { cwd: to });
  const migrations = join(to, dirname(first));
  const number = String(readdirSync(migrations).length + 1).padStart(3, "0");
  writeFileSync(join(migrations, `${number}-next.sql`), sql);
  return join(to, entry.slice(root.length));
}
