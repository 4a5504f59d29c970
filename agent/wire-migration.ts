// A ledger that an older program left: copied before it is touched, proven in its new schema before that is kept.
import { assertAllThere, keepBefore } from "./store/before-migration.ts";
import { type Database, openDatabase } from "./store/database.ts";
import { createLedger } from "./store/ledger.ts";
import { proveHeads } from "./work/prove-heads.ts";

/**
 * Opens the ledger of a unit. The caller holds the lock.
 * @throws Fault `schema-newer`, `storage-failed`; `backup-no-room`, `chain-broken` where an older one stays as it was.
 */
export const openLedger = (path: string): Database =>
  openDatabase(path, {
    before: (version) => keepBefore(path, version),
    proof: (database, version) => {
      assertAllThere(database, path, version);
      proveHeads(createLedger(database));
    },
  });
