// khatm flush: what waited while the gateway was away is sent in one go.
import { liveAndDie } from "../life.ts";
import { calm, fresh, sellOwedAnd, turn } from "./counter.ts";
import type { Deed } from "./deed.ts";

const WAITING = 3;
/** A report is about six operations. */
const OPERATIONS = WAITING * 8;

export const flushDeed: Deed = {
  name: "flush",
  share: 7,
  live: async (scene) => {
    await turn(scene, { gateway: "refuse" });
    const isHit = await liveAndDie(scene, {}, async (life) => {
      await sellOwedAnd(life, scene, fresh(scene, "", WAITING));
      await turn(scene, { gateway: "up" });
      life.arm(OPERATIONS);
      await life.operator.call("POST", "/v1/flush");
    });
    await calm(scene);
    return isHit;
  },
};
