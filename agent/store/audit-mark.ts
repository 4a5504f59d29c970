// The mark up to which the ledger was audited, in the ledger's own file.
import type { AuditMark } from "../ports/ledger.ts";
import type { Database } from "./database.ts";
import { atOnce, type Writes } from "./writes.ts";

/** The mark of an open database. */
export function createAuditMark(database: Database, writes: Writes = atOnce): AuditMark {
  const load = database.prepare<[], string>("SELECT sealed FROM audited").pluck();
  const save = database.prepare(
    "INSERT INTO audited (id, sealed) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
  );
  return { load: () => load.get(), save: (sealed) => void writes.write(() => save.run(sealed)) };
}
