// A command as the victim, with or without the agent beside it.
import { join } from "node:path";
import { type Finished, runKhatm } from "../agent.ts";
import type { Scene } from "../life.ts";
import { createControl, watched } from "../recorder.ts";

export interface Killed extends Finished {
  readonly isHit: boolean;
}

/** Runs `khatm ARGS`, killed at one of some operations. */
export async function killCommand({ shop, random }: Scene, args: readonly string[], spread: number): Promise<Killed> {
  const control = createControl(join(shop.folder, "command.control"));
  control.order({ killAt: 1 + random.below(spread), half: random.oneIn(4), clockMs: shop.world.aheadMs() });
  const env = watched({ library: shop.library, folder: shop.state, control });
  const options = { program: shop.program, env, log: shop.log };
  const finished = await runKhatm(["--config", shop.config, ...args], options);
  control.close();
  return { ...finished, isHit: finished.code === "SIGKILL" };
}

/** Runs `khatm ARGS` to its end, with the clock of the unit's world. */
export async function runCommand({ shop }: Scene, args: readonly string[]): Promise<Finished> {
  const control = createControl(join(shop.folder, "command.control"));
  control.order({ clockMs: shop.world.aheadMs() });
  const env = watched({ library: shop.library, folder: shop.state, control });
  const finished = await runKhatm(["--config", shop.config, ...args], { program: shop.program, env, log: shop.log });
  control.close();
  return finished;
}
