// Records a run of the whole agent: a copy of the onboarded unit sells, prints, reports and reprints under the recorder.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startKhatm } from "./agent.ts";
import { filesBelow } from "./folders.ts";
import { randomOf } from "./random.ts";
import { createControl, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { assertComplete, type Run } from "./replay.ts";
import { settled } from "./settled.ts";
import { openTill, type Till } from "./till.ts";
import { openShop, type Unit } from "./unit.ts";
import { witness } from "./witness.ts";
import type { Workshop } from "./workshop.ts";

export interface AgentRun {
  readonly seed: number;
  readonly documents: number;
}

/** Runs the agent once and reads back what it did. */
export async function recordAgent({ folder, library }: Workshop, unit: Unit, run: AgentRun): Promise<Run> {
  const name = `agent ${run.seed}`;
  const shop = await openShop(unit, join(folder, name.replace(" ", "-")), { hasSecondCopy: true });
  try {
    const files = filesBelow(shop.state);
    const log = join(shop.folder, "recording");
    const control = createControl(join(shop.folder, "control"));
    const env = watched({ library, folder: shop.state, control, log });
    const agent = await startKhatm(["--config", shop.config, "run", "--json"], {
      program: shop.program,
      env,
      log: shop.log,
    });
    await sellAll(openTill(agent.ready?.["url"] ?? "", shop.token), run);
    await agent.stop("SIGKILL");
    control.close();
    const operations = readRecording(log);
    const recorded = { name, files, operations, witnessed: await witness(operations) };
    assertComplete(recorded, filesBelow(shop.state));
    return recorded;
  } finally {
    await shop.close();
  }
}

/** Sells, one to three tills at a time; a reprint now and then; leaves when all is printed and told. */
async function sellAll(till: Till, { seed, documents }: AgentRun): Promise<void> {
  const random = randomOf("agent run", seed);
  for (let n = 0; n < documents; ) {
    const side = Array.from({ length: 1 + random.below(3) }, () => `run-${seed}/${++n}`);
    const replies = await Promise.all(side.map(till.sell));
    const wrong = replies.find(({ status }) => status !== 201);
    if (wrong !== undefined) throw new Error(`a sale was answered ${wrong.status}: ${JSON.stringify(wrong.body)}`);
    const irn = replies[0]?.body["irn"];
    if (random.oneIn(8)) await till.call("POST", `/v1/invoices/${irn}/print`);
    if (random.oneIn(3)) await sleep(random.below(200));
  }
  await settled(till);
}
