// A write of the ledger's file that says nothing but that it can be written.
import type { Heartbeat } from "../ports/ledger.ts";
import { asFault, type Database } from "./database.ts";

/** The heartbeat of a ledger's file. */
export function createHeartbeat(database: Database): Heartbeat {
  const write = database.prepare(
    "INSERT INTO heartbeat (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
  );
  return {
    beat: (at) => {
      try {
        write.run(at);
      } catch (thrown) {
        throw asFault(thrown);
      }
    },
  };
}
