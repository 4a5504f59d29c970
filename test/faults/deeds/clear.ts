// Tax invoices for companies: cleared while the customer waits, or held while the gateway is away and cleared later.
import { type Life, liveAndDie, type Scene } from "../life.ts";
import { TO_A_COMPANY } from "../till.ts";
import { calm, fresh, mishap, sellOwedAnd, turn } from "./counter.ts";
import type { Deed } from "./deed.ts";

/** A clearance with its paper. */
const OPERATIONS = 60;
const MOST_SALES = 4;

const MISHAPS = ["reset-before", "reset-after", "cut", "504-after"] as const;

export const clearDeed: Deed = {
  name: "clear",
  share: 14,
  live: async (scene) => {
    const { random } = scene;
    const isAway = random.oneIn(3);
    if (isAway) await turn(scene, { gateway: "down" });
    else if (random.oneIn(3)) await mishap(scene, random.pick(MISHAPS), ["clearance"]);
    const isHit = await liveAndDie(scene, {}, async (life) => {
      if (!isAway) life.arm(OPERATIONS);
      await clearUntilGone(life, scene, isAway);
    });
    await calm(scene);
    return isHit;
  },
};

/** Held sales are cleared when the gateway is back: the kill may come on either side of its return. */
async function clearUntilGone(life: Life, scene: Scene, isAway: boolean): Promise<void> {
  for (let sale = 1; sale <= MOST_SALES; sale++) {
    if (isAway && sale === 2) {
      life.arm(OPERATIONS);
      await turn(scene, { gateway: "up" });
      await life.operator.call("POST", "/v1/flush");
    }
    const sales = await sellOwedAnd(life, scene, fresh(scene, `${sale}.`, 1, TO_A_COMPANY));
    if (life.isGone() || sales.some(({ status }) => status === 0)) return;
  }
}
