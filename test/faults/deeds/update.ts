// An update to the next version and back, killed inside: the ledger has the schema of one of them and every document, the
// version before refuses the newer one, and sells on when it is back.
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { nextProgram } from "../../support/next-program.ts";
import { finding } from "../checker/finding.ts";
import { LEDGER_FILE } from "../checker/ledger.ts";
import { PUBLISHED } from "../checker/schema.ts";
import { liveAndDie, type Scene } from "../life.ts";
import type { Shop } from "../unit.ts";
import { killCommand, runCommand } from "./command.ts";
import { fresh, sellOwedAnd } from "./counter.ts";
import type { Deed } from "./deed.ts";

/** Opening, a copy of the ledger, one transaction. */
const FORTH = 130;
/** Two looks, a name, a copy, another name. */
const BACK = 60;

const wrong = finding("F15", "unverified");

export const updateDeed: Deed = {
  name: "update",
  share: 4,
  live: async (scene) => {
    await sells(scene, "before");
    const newer = { ...scene, shop: { ...scene.shop, program: nextOf(scene.shop) } };
    const isHit = scene.random.oneIn(2) ? await diesForth(newer) : await diesBack(scene, newer);
    if (versionIn(scene) > PUBLISHED.length) await goesBack(scene, newer);
    if (versionIn(scene) !== PUBLISHED.length) scene.wrong.push(wrong(`the ledger has schema ${versionIn(scene)}`));
    await sells(scene, "after");
    return isHit;
  },
};

const sells = (scene: Scene, when: string): Promise<boolean> =>
  liveAndDie(scene, {}, async (life) => void (await sellOwedAnd(life, scene, fresh(scene, when, 1))));

const diesForth = async (newer: Scene): Promise<boolean> => (await killCommand(newer, ["self-test"], FORTH)).isHit;

async function diesBack(scene: Scene, newer: Scene): Promise<boolean> {
  await finishes(newer, "self-test");
  await refuses(scene);
  return (await killCommand(newer, ["roll-back"], BACK)).isHit;
}

async function goesBack(scene: Scene, newer: Scene): Promise<void> {
  await refuses(scene);
  await finishes(newer, "roll-back");
}

async function finishes(newer: Scene, command: string): Promise<void> {
  const { code, out, notes } = await runCommand(newer, [command]);
  if (code !== 0) newer.wrong.push(wrong(`${command} ended with ${code}: ${out}${notes}`));
}

const made = new Map<string, string>();

/** The next version, made once for a suite. */
function nextOf({ library, program }: Shop): string {
  const folder = join(dirname(library), "next-version");
  made.set(folder, made.get(folder) ?? nextProgram(program, folder));
  return made.get(folder) ?? program;
}

const ledgerOf = ({ shop }: Scene): string => join(shop.state, LEDGER_FILE);

function versionIn(scene: Scene): number {
  const database = new Sqlite(ledgerOf(scene), { readonly: true });
  try {
    return Number(database.pragma("user_version", { simple: true }));
  } finally {
    database.close();
  }
}

async function refuses(scene: Scene): Promise<void> {
  const before = versionIn(scene);
  const { code, notes } = await runCommand(scene, ["status"]);
  if (code !== 1 || !notes.includes("schema-newer"))
    scene.wrong.push(wrong(`a newer ledger: it ended with ${code} and said ${notes}`));
  if (versionIn(scene) !== before) scene.wrong.push(wrong("a newer ledger was changed"));
}
