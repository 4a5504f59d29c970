// What the agent holds in memory of its own after five thousand sales, and after ten, each of them printed and reported: it
// must not grow with what it sold, and stay near what an idle agent may have.
import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, plain, timesOf } from "../figure.ts";
import type { Size } from "../size.ts";
import { inARow } from "../support/load.ts";
import { buildProgram, openShop } from "../support/program.ts";
import { residentMb } from "../support/resident.ts";
import { saleOf } from "../support/till.ts";

const GROWTH = 1.05;
/** A tenth above what an idle agent may have. */
const MOST_MB = 99;
const TILLS = 4;
/** Until the last papers are printed and reported, and what they used is given back. */
const SETTLED_MS = 60_000;

export async function memory({ sales }: Size): Promise<readonly Figure[]> {
  await using program = buildProgram();
  await using shop = await openShop(program, { hasPrinter: true });
  const agent = await shop.start();
  const sell = async (round: string): Promise<number> => {
    const count = Math.floor(sales / 2 / TILLS);
    const till = (n: number) => {
      const body = (sale: number) => saleOf(`${round}-${n}/${sale}`, sale);
      return inARow({ method: "POST", url: `${agent.ready?.["url"]}/v1/invoices`, token: shop.token, body }, 0, count);
    };
    await Promise.all(Array.from({ length: TILLS }, (_, n) => till(n)));
    await sleep(SETTLED_MS);
    return residentMb(agent.pid);
  };
  try {
    const limit = { what: `RssAnon after ${sales / 2} sales`, took: await sell("first") };
    const took = await sell("second");
    return [
      timesOf(limit, { name: `RssAnon after ${sales} sales`, took, unit: "MB" }, GROWTH),
      plain({ name: `RssAnon after ${sales} sales and papers`, took, unit: "MB" }, MOST_MB),
    ];
  } finally {
    await agent.stop();
  }
}
