// khatm restore: the ledger is the old one or the new one, and a new one signs only under a new CSID.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { finding } from "../checker/finding.ts";
import { liveAndDie, type Scene } from "../life.ts";
import { killCommand, runCommand } from "./command.ts";
import { fresh, sell } from "./counter.ts";
import type { Deed } from "./deed.ts";
import { renew } from "./renew.ts";

const OPERATIONS = 200;

const wrong = finding("I2", "duplicate");
const stuck = finding("I1", "lost");

export const restoreDeed: Deed = {
  name: "restore",
  share: 3,
  live: async (scene) => {
    const file = join(scene.shop.folder, "to-restore.db");
    rmSync(file, { force: true });
    const { code: saved, notes } = await runCommand(scene, ["backup", "--out", file]);
    if (saved !== 0) scene.wrong.push(stuck(`the backup ended with ${saved}: ${notes}`));
    // What the backup lacks was told, and its number is taken.
    await liveAndDie(scene, {}, async ({ till }) => void (await sell(till, scene, fresh(scene, "behind", 1))));
    const { isHit, code } = await killCommand(scene, ["restore", file], OPERATIONS);
    if (code === 0) scene.seen.push({ kind: "restored" });
    if (await isClosed(scene)) await renew(scene, undefined);
    return isHit;
  },
};

/** A closed chain says so, and takes no sale. */
async function isClosed(scene: Scene): Promise<boolean> {
  let closed = false;
  await liveAndDie(scene, {}, async (life) => {
    const { body } = await life.till.call("GET", "/v1/status");
    closed = (body["chain"] as { closed?: string } | undefined)?.closed !== undefined;
    if (!closed) return;
    const [sold] = await sell(life.till, scene, fresh(scene, "closed", 1));
    if (sold?.status !== 503) scene.wrong.push(wrong(`a sale on a closed chain was answered ${sold?.status}`));
  });
  return closed;
}
