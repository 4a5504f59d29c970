// khatm backup beside an agent that sells: whatever is found under the name that was asked for is whole.
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { finding } from "../checker/finding.ts";
import { liveAndDie, type Scene } from "../life.ts";
import { killCommand, runCommand } from "./command.ts";
import { fresh, sellOwedAnd } from "./counter.ts";
import type { Deed } from "./deed.ts";

/** About two pages a document are written, then flushed, named and flushed again. */
const OPERATIONS = 60;

const stuck = finding("I1", "lost");
const untrue = finding("I1", "lost");

export const backupDeed: Deed = {
  name: "backup",
  share: 4,
  live: async (scene) => {
    const out = join(scene.shop.state, "backup.db");
    for (const name of [out, `${out}.part`]) rmSync(name, { force: true });
    let isHit = false;
    await liveAndDie(scene, {}, async (life) => {
      await sellOwedAnd(life, scene, fresh(scene, "before", 1));
      const backup = killCommand(scene, ["backup", "--out", out], OPERATIONS);
      await sellOwedAnd(life, scene, fresh(scene, "beside", 2));
      const { isHit: isKilled, code } = await backup;
      isHit = isKilled;
      if (code === 0 && !existsSync(out)) scene.wrong.push(untrue("a backup was told and is not there"));
    });
    scene.backups.push(out);
    await judgePart(scene, `${out}.part`);
    await takeAgain(scene, out);
    return isHit;
  },
};

/** What a kill left half written is no backup, whatever its name: nothing takes it for one. */
async function judgePart(scene: Scene, part: string): Promise<void> {
  if (!existsSync(part)) return;
  const { code } = await runCommand(scene, ["verify", part]);
  if (code !== 0) return;
  copyFileSync(part, `${part}-kept`);
  scene.backups.push(`${part}-kept`);
}

/** The next one succeeds, over whatever the kill left. */
async function takeAgain(scene: Scene, out: string): Promise<void> {
  if (existsSync(out)) return;
  const { code, notes } = await runCommand(scene, ["backup", "--out", out]);
  if (code !== 0) scene.wrong.push(stuck(`after a killed backup the next one ended with ${code}: ${notes}`));
}
