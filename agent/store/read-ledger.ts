// A ledger opened to look at it, whichever version wrote it: one of an older schema is read as a copy in this one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";
import { asFault, type Database, openDatabase, openReadOnly } from "./database.ts";
import { assertKnown, isOlder } from "./schema.ts";

/**
 * Opens a ledger to read it, beside a running agent too.
 * @param scratch where there is room for a copy of an older one; it is gone when it is closed.
 * @throws Fault `storage-failed` where there is none, `schema-newer` when a newer program wrote it.
 */
export function openToRead(path: string, scratch: string = tmpdir()): Database {
  const database = openReadOnly(path);
  try {
    assertKnown(database);
    if (!isOlder(database)) return database;
  } catch (thrown) {
    database.close();
    throw asFault(thrown);
  }
  try {
    return copyInThisSchema(database, scratch);
  } finally {
    database.close();
  }
}

function copyInThisSchema(older: Database, scratch: string): Database {
  const folder = mkdtempSync(join(scratch, "khatm-older-"));
  const copy = join(folder, "ledger.db");
  try {
    older.prepare("VACUUM INTO ?").run(copy);
    const migrated = openDatabase(copy);
    // A log of its own would be looked for beside it.
    migrated.pragma("journal_mode = DELETE");
    migrated.close();
    return openReadOnly(copy);
  } catch (cause) {
    throw new Fault("storage-failed", `an older ledger cannot be read as a copy in ${scratch}: ${messageOf(cause)}`, {
      cause,
    });
  } finally {
    // What is open stays readable, and nothing is left behind however this process ends.
    rmSync(folder, { recursive: true, force: true });
  }
}
