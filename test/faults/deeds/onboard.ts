// Onboarding, killed again and again until it is through: each life goes on where the one before ended.
import { tmpdir } from "node:os";
import { readRecord } from "../checker/record.ts";
import { liveAndDie, type Scene } from "../life.ts";
import type { Deed } from "./deed.ts";
import { enrol } from "./enrol.ts";

/** The whole way is about a hundred and forty operations. */
const OPERATIONS = 60;

export const onboardDeed: Deed = {
  name: "onboard",
  share: 14,
  live: (scene) => onboard(scene, OPERATIONS),
};

/** Onboards, or goes on with it; undisturbed without a spread. */
export function onboard(scene: Scene, spread: number | undefined): Promise<boolean> {
  const before = readRecord(scene.shop.state, tmpdir());
  return liveAndDie(scene, {}, async (life) => {
    if (spread !== undefined) life.arm(spread);
    await enrol(life, scene, "/v1/onboarding", before);
  });
}
