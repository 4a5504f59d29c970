// One life of the agent, from start to death: killed at an operation, or left to finish everything it owes.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Started, startKhatm } from "./agent.ts";
import type { Evidence } from "./checker/evidence.ts";
import type { Random } from "./random.ts";
import { createControl, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { openTill, type Till } from "./till.ts";
import type { Shop } from "./unit.ts";
import { acknowledgement, witness } from "./witness.ts";
import type { Workshop } from "./workshop.ts";

/** Sales whose answer never came, and how new ones are called. */
export interface Counter {
  readonly owed: string[];
  readonly prefix: string;
}

/** Starting takes about ten operations, a sale with paper and report about seventy. */
const START_OPERATIONS = 12;
const SALE_OPERATIONS = 75;
const SALES = 4;
/** The kill that never came is given from outside after this many sales. */
const MOST_SALES = 12;

/** What may also befall a report: nothing arrives, or everything but the answer does. */
const MISHAPS = ["reset-before", "reset-after", "cut", "502", "504-after", "429"] as const;

/** Starts the agent, sells until it is killed, and tells what the world saw of it, with or without an answer. */
export async function liveAndDie(
  shop: Shop,
  { library }: Workshop,
  random: Random,
  counter: Counter,
): Promise<readonly Evidence[]> {
  const log = join(shop.folder, "recording");
  rmSync(log, { force: true });
  const control = createControl(join(shop.folder, "control"));
  const atStart = random.oneIn(6);
  const killAt = 1 + random.below(atStart ? START_OPERATIONS : START_OPERATIONS + SALES * SALE_OPERATIONS);
  control.order({ killAt, half: random.oneIn(4) });
  if (random.oneIn(3)) await mishap(shop, { fault: random.pick(MISHAPS), calls: ["reporting"], times: 1 });
  const env = watched({ library, folder: shop.state, control, log });
  const agent = await start(shop, env);
  const answered = agent.ready === undefined ? [] : await sellUntilGone(tillOf(shop, agent), random, counter);
  await agent.stop("SIGKILL");
  control.close();
  const seen = existsSync(log) ? await witness(readRecording(log)) : [];
  return [...seen.map(({ evidence }) => evidence), ...answered];
}

async function mishap({ admin }: Shop, rule: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { ok, status } = await fetch(`${admin}/faults`, { method: "POST", headers, body: JSON.stringify(rule) });
  if (!ok) throw new Error(`the simulator refused a fault with ${status}`);
}

const start = (shop: Shop, env: NodeJS.ProcessEnv): Promise<Started> =>
  startKhatm(["--config", shop.config, "run", "--json"], { program: shop.program, env, log: shop.log });

const tillOf = (shop: Shop, agent: Started): Till => openTill(agent.ready?.["url"] ?? "", shop.token);

/** First what is owed, then new sales; one or three at a time, with a reprint now and then. */
async function sellUntilGone(till: Till, random: Random, { owed, prefix }: Counter): Promise<readonly Evidence[]> {
  const seen: Evidence[] = [];
  for (let sale = 0; sale < MOST_SALES; ) {
    const fresh = Array.from({ length: random.oneIn(4) ? 3 : 1 }, () => `kill-${prefix}/${++sale}`);
    const sales = await sellAtOnce(till, [...owed.splice(0), ...fresh]);
    seen.push(...sales.flatMap(({ evidence }) => evidence ?? []));
    owed.push(...sales.filter(({ evidence }) => evidence === undefined).map(({ reference }) => reference));
    if (sales.some(({ status }) => status === 0)) return seen;
    if (random.oneIn(6)) await till.call("POST", `/v1/invoices/${sales[0]?.irn}/print`);
  }
  return seen;
}

interface Sold {
  readonly reference: string;
  readonly status: number;
  readonly irn: unknown;
  /** Where the sale was answered with a document. */
  readonly evidence: Evidence | undefined;
}

const sellAtOnce = (till: Till, references: readonly string[]): Promise<readonly Sold[]> =>
  Promise.all(
    references.map(async (reference) => {
      const { status, body } = await till.sell(reference);
      const evidence = status === 200 || status === 201 ? acknowledgement(body) : undefined;
      return { reference, status, irn: body["irn"], evidence };
    }),
  );
