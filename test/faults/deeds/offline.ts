// A gateway that is away for more than a day, on a clock that is put forward: whoever cannot report in time is told so in
// time (I8). The kill comes while the alarm is raised.
import { setTimeout as sleep } from "node:timers/promises";
import { type Life, liveAndDie } from "../life.ts";
import { settled } from "../settled.ts";
import { calm, fresh, printWaiting, sellOwedAnd, turn } from "./counter.ts";
import type { Deed } from "./deed.ts";

const HOUR_MS = 3_600_000;
/** From the start to the alarm. */
const OPERATIONS = 30;

export const offlineDeed: Deed = {
  name: "offline",
  share: 2,
  live: async (scene) => {
    const { world } = scene.shop;
    await liveAndDie(scene, {}, async (life) => {
      await sellOwedAnd(life, scene, []);
      await life.operator.call("POST", "/v1/flush");
      await printWaiting(life);
      await settled(life.till);
      await turn(scene, { gateway: "refuse" });
      await sellOwedAnd(life, scene, fresh(scene, "", 2));
    });
    await world.putForward(10 * HOUR_MS);
    const isHit = await liveAndDie(scene, { spread: OPERATIONS }, (life) => alarmed(life));
    await world.putForward(HOUR_MS);
    await liveAndDie(scene, {}, (life) => alarmed(life));
    await world.putForward(16 * HOUR_MS);
    await calm(scene);
    return isHit;
  },
};

const LOOK_MS = 50;
const MOST_LOOKS = 100;

/** Waits for the alarm; the checker finds out whether it came. */
async function alarmed({ operator }: Life): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { status, body } = await operator.call("GET", "/v1/activity?limit=20");
    if (status === 0 || JSON.stringify(body).includes("outbox-waiting")) return;
    await sleep(LOOK_MS);
  }
}
