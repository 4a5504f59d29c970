// The day's closing: counted and put on paper.
import { type Life, liveAndDie } from "../life.ts";
import { fresh, sellOwedAnd } from "./counter.ts";
import type { Deed } from "./deed.ts";
import { emptied } from "./spool.ts";

const OPERATIONS = 40;
const RIYADH_MS = 3 * 3_600_000;

export const closeDayDeed: Deed = {
  name: "close-day",
  share: 4,
  live: (scene) =>
    liveAndDie(scene, {}, async (life) => {
      await sellOwedAnd(life, scene, fresh(scene, "", 1));
      const today = new Date(Date.now() + scene.shop.world.aheadMs() + RIYADH_MS).toISOString().slice(0, 10);
      life.arm(OPERATIONS);
      await closeDay(life, today);
      await emptied(life);
    }),
};

const closeDay = ({ operator }: Life, day: string) => operator.call("POST", `/v1/reports/day/${day}/print`);
