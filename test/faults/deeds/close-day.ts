// A closing (Z report): number, members, paper and activity row at once, and the same closing for who asks again.
import { finding } from "../checker/finding.ts";
import { type Life, liveAndDie } from "../life.ts";
import type { Reply } from "../till.ts";
import { fresh, sellOwedAnd } from "./counter.ts";
import type { Deed } from "./deed.ts";
import { emptied } from "./spool.ts";

const OPERATIONS = 40;

const unmade = finding("I1", "lost");

export const closeDayDeed: Deed = {
  name: "close-day",
  share: 4,
  live: async (scene) => {
    const reference = `z-${scene.prefix}`;
    const isHit = await liveAndDie(scene, {}, async (life) => {
      await sellOwedAnd(life, scene, fresh(scene, "", 2));
      life.arm(OPERATIONS);
      await close(life, reference);
      await emptied(life);
    });
    await liveAndDie(scene, {}, async (life) => {
      const { status } = await close(life, reference);
      if (status !== 200 && status !== 201) scene.wrong.push(unmade(`asked again, the closing ended with ${status}`));
    });
    return isHit;
  },
};

const close = ({ operator }: Life, reference: string): Promise<Reply> =>
  operator.call("POST", "/v1/reports/z", { reference });
