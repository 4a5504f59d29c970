// A ledger of each older schema, taken to the newest: killed inside, it has the old schema or the newest and every
// document; a newer one is refused and left as it is.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { finding } from "../checker/finding.ts";
import { LEDGER_FILE } from "../checker/ledger.ts";
import { PUBLISHED } from "../checker/schema.ts";
import { liveAndDie, type Scene } from "../life.ts";
import { makeOlder } from "../older-ledger.ts";
import { runCommand } from "./command.ts";
import { fresh, sellOwedAnd } from "./counter.ts";
import type { Deed } from "./deed.ts";

/** A migration is about eight operations; opening, the copy that is kept and the log take some more. */
const OPERATIONS_EACH = 10;
const OPENING = 66;

const refused = finding("F15", "unverified");

export const migrateDeed: Deed = {
  name: "migrate",
  share: 3,
  live: async (scene) => {
    const { shop, random } = scene;
    const ledger = join(shop.state, LEDGER_FILE);
    await refusesNewer(scene, ledger);
    const version = 1 + random.below(PUBLISHED.length - 1);
    makeOlder(ledger, version);
    scene.seen.push({ kind: "made-older" });
    const spread = OPENING + OPERATIONS_EACH * (PUBLISHED.length - version);
    return await liveAndDie(scene, { spread }, async (life) => {
      // Whoever gets so far has migrated.
      await sellOwedAnd(life, scene, fresh(scene, "", 1));
    });
  },
};

async function refusesNewer(scene: Scene, ledger: string): Promise<void> {
  const own = setVersion(ledger, PUBLISHED.length + 1);
  const before = readFileSync(ledger);
  const { code, notes } = await runCommand(scene, ["run", "--json"]);
  if (code !== 1 || !notes.includes("schema-newer"))
    scene.wrong.push(refused(`a newer ledger: it ended with ${code} and said ${notes}`));
  if (!readFileSync(ledger).equals(before)) scene.wrong.push(refused("a newer ledger was changed"));
  setVersion(ledger, own);
}

/** Sets the number alone, with everything moved out of the log. @returns what it was. */
function setVersion(ledger: string, version: number): number {
  const database = new Sqlite(ledger);
  const before = Number(database.pragma("user_version", { simple: true }));
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.pragma(`user_version = ${version}`);
  database.close();
  return before;
}
