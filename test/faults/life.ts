// One life of the agent under the recorder, from its start to its death: what is done in it is a deed's own affair.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Started, startKhatm } from "./agent.ts";
import type { Evidence } from "./checker/evidence.ts";
import { type Finding, finding } from "./checker/finding.ts";
import { type Operator, openOperator } from "./operator.ts";
import { socketIn } from "./places.ts";
import type { Random } from "./random.ts";
import { type Control, createControl, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { openTill, type Till } from "./till.ts";
import type { Shop } from "./unit.ts";
import { witness } from "./witness.ts";

/** What a deed works with, and what it leaves: everything seen goes to `seen`, everything wrong to `wrong`. */
export interface Scene {
  readonly shop: Shop;
  readonly random: Random;
  /** References whose sale was not answered with a document yet. */
  readonly owed: string[];
  /** How new references begin. */
  readonly prefix: string;
  readonly seen: Evidence[];
  readonly wrong: Finding[];
  /** Files that pass for backups, which know what was known before this scene. */
  readonly backups: string[];
}

/** The living agent, as a deed sees it. */
export interface Life {
  readonly till: Till;
  readonly operator: Operator;
  /** Where it stands in the recorder's counting. */
  readonly control: Control;
  /** From now on it dies at one of the next operations. */
  arm(spread: number): void;
  isGone(): boolean;
}

export interface LifeOptions {
  /** It dies at one of this many operations from its start; without it only when the deed arms it. */
  readonly spread?: number;
  /** It is asked to stop in the end, and must do so cleanly. */
  readonly isLast?: boolean;
}

const unclean = finding("I1", "unverified");

/** @returns whether the chosen operation killed it; else it was ended from outside when the deed was done. */
export async function liveAndDie(
  scene: Scene,
  { spread, isLast = false }: LifeOptions,
  deed: (life: Life) => Promise<void>,
): Promise<boolean> {
  const { shop, random } = scene;
  const log = join(shop.folder, "recording");
  rmSync(log, { force: true });
  const control = createControl(join(shop.folder, "control"));
  const clockMs = shop.world.aheadMs();
  const killAt = { number: 0 };
  const arm = (operations: number): void => {
    killAt.number = control.operations() + 1 + random.below(operations);
    control.order({ killAt: killAt.number, half: random.oneIn(4), clockMs });
  };
  control.order({ clockMs });
  if (spread !== undefined) arm(spread);
  const env = watched({ library: shop.library, folder: shop.state, control, log });
  const agent = await startKhatm(["--config", shop.config, "run", "--json"], {
    program: shop.program,
    env,
    log: shop.log,
  });
  if (agent.ready !== undefined) await deed(lifeOf(shop, agent, control, arm));
  const isHit = killAt.number > 0 && control.operations() >= killAt.number;
  const code = await agent.stop(isLast ? "SIGTERM" : "SIGKILL");
  if (isLast && code !== 0) scene.wrong.push(unclean(`the agent stopped with ${code}`));
  control.close();
  const told = existsSync(log) ? await witness(readRecording(log)) : [];
  scene.seen.push(...told.map(({ evidence }) => evidence));
  return isHit;
}

const lifeOf = (shop: Shop, agent: Started, control: Control, arm: Life["arm"]): Life => ({
  till: openTill(agent.ready?.["url"] ?? "", shop.token),
  operator: openOperator(socketIn(shop.state)),
  control,
  arm,
  isGone: agent.isGone,
});
