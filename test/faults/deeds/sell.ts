// The everyday: sales of one to three tills at once, their papers, their reports, a reprint now and then; killed at any
// operation from the start on.
import { type Life, liveAndDie, type Scene } from "../life.ts";
import { fresh, mishap, sellOwedAnd } from "./counter.ts";
import type { Deed } from "./deed.ts";

/** Starting takes about ten operations, a sale with paper and report about seventy. */
const START_OPERATIONS = 12;
const SALE_OPERATIONS = 75;
const SALES = 4;
/** The kill that never came is given from outside after this many sales. */
const MOST_SALES = 12;

/** What may also befall a report: nothing arrives, or everything but the answer does. */
const MISHAPS = ["reset-before", "reset-after", "cut", "502", "504-after", "429"] as const;

export const sellDeed: Deed = {
  name: "sell",
  share: 26,
  live: async (scene) => {
    const { random } = scene;
    const spread = random.oneIn(6) ? START_OPERATIONS : START_OPERATIONS + SALES * SALE_OPERATIONS;
    if (random.oneIn(3)) await mishap(scene, random.pick(MISHAPS), ["reporting"]);
    return await liveAndDie(scene, { spread }, (life) => sellUntilGone(life, scene));
  },
};

async function sellUntilGone(life: Life, scene: Scene): Promise<void> {
  const { random } = scene;
  for (let sale = 1; sale <= MOST_SALES; sale++) {
    const sales = await sellOwedAnd(life, scene, fresh(scene, `${sale}.`, random.oneIn(4) ? 3 : 1));
    if (sales.some(({ status }) => status === 0)) return;
    if (random.oneIn(6)) await life.till.call("POST", `/v1/invoices/${sales[0]?.irn}/print`);
  }
}
