// The unit's own record in SQLite: the stored state is where an interrupted onboarding resumes.
import type { JourneyState } from "../core/onboarding/journey.ts";
import type { UnitStore } from "../ports/ledger.ts";
import type { Database } from "./database.ts";

/** The unit's record over an open database. */
export function createUnitStore(database: Database, now: () => number): UnitStore {
  const load = database.prepare<[], { state: string }>("SELECT state FROM unit WHERE id = 1");
  const save = database.prepare(
    `INSERT INTO unit (id, state, updated_at) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at`,
  );
  // Every sale asks several times, and the text hardly ever changes: it is parsed when it did.
  let last: { readonly text: string; readonly state: JourneyState } | undefined;
  return {
    load: () => {
      const text = load.get()?.state;
      if (text === undefined) return undefined;
      if (last?.text !== text) last = { text, state: JSON.parse(text) };
      return last.state;
    },
    save: (state) => void save.run(JSON.stringify(state), now()),
  };
}
