// Records a life of the whole agent: what a copy of the unit does under the recorder, and what that gives away.
import { join } from "node:path";
import { startKhatm } from "./agent.ts";
import { filesBelow } from "./folders.ts";
import { type Operator, openOperator } from "./operator.ts";
import { socketIn, wrappingKeyIn } from "./places.ts";
import { type Random, randomOf } from "./random.ts";
import { createControl, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { assertComplete, type Run } from "./replay.ts";
import { settled } from "./settled.ts";
import { openTill, type Till } from "./till.ts";
import { openShop, type Shop, type ShopOptions, type Unit } from "./unit.ts";
import { witness } from "./witness.ts";
import type { Workshop } from "./workshop.ts";

/** What is done in a life. */
export interface Doing {
  readonly shop: Shop;
  readonly till: Till;
  readonly operator: Operator;
  readonly random: Random;
  /** How references begin. */
  readonly prefix: string;
  /** How many documents, about. */
  readonly documents: number;
}

export interface AgentRun extends ShopOptions {
  readonly name: string;
  readonly seed: number;
  readonly documents: number;
  /** How much longer a flush takes on its disk, milliseconds. */
  readonly flushMs?: number;
  readonly act: (doing: Doing) => Promise<void>;
}

/** Runs the agent once, until all is printed and told, and reads back what it did. */
export async function recordAgent({ folder, library }: Workshop, unit: Unit, run: AgentRun): Promise<Run> {
  const name = `${run.name} ${run.seed}`;
  const shop = await openShop(unit, join(folder, name.replaceAll(" ", "-")), run);
  try {
    const files = filesBelow(shop.state);
    const log = join(shop.folder, "recording");
    const control = createControl(join(shop.folder, "control"));
    const env = watched({ library, folder: shop.state, control, log, flushMs: run.flushMs ?? 0 });
    const options = { program: shop.program, env, log: shop.log };
    const agent = await startKhatm(["--config", shop.config, "run", "--json"], options);
    const till = openTill(agent.ready?.["url"] ?? "", shop.token);
    const random = randomOf("agent run", name);
    const operator = openOperator(socketIn(shop.state));
    await run.act({ shop, till, operator, random, prefix: `run-${run.seed}`, documents: run.documents });
    await settled(till);
    await agent.stop("SIGKILL");
    control.close();
    const operations = readRecording(log);
    const also = { wrappingKey: wrappingKeyIn(unit.folder) };
    const recorded = { name, files, operations, witnessed: await witness(operations), also };
    assertComplete(recorded, filesBelow(shop.state));
    return recorded;
  } finally {
    await shop.close();
  }
}
