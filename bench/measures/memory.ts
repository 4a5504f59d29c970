// What the agent holds in memory of its own after five thousand sales, and after ten: it must not grow with what it sold.
import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, timesOf } from "../figure.ts";
import type { Size } from "../size.ts";
import { inARow } from "../support/load.ts";
import { buildProgram, openShop } from "../support/program.ts";
import { residentMb } from "../support/resident.ts";
import { saleOf } from "../support/till.ts";

const BAR = 1.05;
const TILLS = 4;
/** Until the loops have rested, and what was used for the last sale is given back. */
const SETTLED_MS = 10_000;

export async function memory({ sales }: Size): Promise<readonly Figure[]> {
  await using program = buildProgram();
  await using shop = await openShop(program, { hasPrinter: false });
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
    return [timesOf(limit, { name: `RssAnon after ${sales} sales`, took: await sell("second"), unit: "MB" }, BAR)];
  } finally {
    await agent.stop();
  }
}
