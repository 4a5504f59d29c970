// Renewal by 200 or by 428, while the tills go on selling: the old key signs until the new one is active, and what it
// signed is reported whatever becomes of the renewal.
import { tmpdir } from "node:os";
import { finding } from "../checker/finding.ts";
import { readRecord } from "../checker/record.ts";
import { type Life, liveAndDie, type Scene } from "../life.ts";
import { calm, fresh, mishap, sell, sellOwedAnd, turn } from "./counter.ts";
import type { Deed } from "./deed.ts";
import { enrol } from "./enrol.ts";

/** By 428 about a hundred and forty operations, by 200 about thirty; sales beside it come on top. */
const OPERATIONS = { 428: 120, 200: 40 } as const;
const MOST_SALES = 8;

const mute = finding("F13", "unverified");

export const renewDeed: Deed = {
  name: "renew",
  share: 12,
  live: async (scene) => {
    const { random } = scene;
    const by = random.oneIn(3) ? 200 : 428;
    await turn(scene, { renewal: by });
    // Documents of the old certificate wait while the new one arrives.
    await mishap(scene, "503", ["reporting"], 3);
    const isHit = await renew(scene, OPERATIONS[by]);
    await calm(scene);
    return isHit;
  },
};

/** Renews, or goes on with it; undisturbed without a spread. */
export function renew(scene: Scene, spread: number | undefined): Promise<boolean> {
  const before = readRecord(scene.shop.state, tmpdir());
  return liveAndDie(scene, {}, async (life) => {
    if (spread !== undefined) {
      await sellOwedAnd(life, scene, fresh(scene, "before", 1));
      life.arm(spread);
    }
    const renewal = enrol(life, scene, "/v1/renewal", before);
    if (spread !== undefined) await sellBeside(life, scene, renewal);
    await renewal;
  });
}

async function sellBeside(life: Life, scene: Scene, renewal: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = renewal.finally(() => {
    isOver = true;
  });
  for (let n = 1; n <= MOST_SALES && !isOver; n++) {
    const [sold] = await sell(life.till, scene, fresh(scene, `beside${n}.`, 1));
    if (sold === undefined || sold.status === 0) break;
    if (sold.status > 201) scene.wrong.push(mute(`a sale beside a renewal was answered ${sold.status} (${sold.code})`));
  }
  await over;
}
