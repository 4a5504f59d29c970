// What the agent holds in memory of its own after five thousand sales and five hundred receipts, and after twice as
// many: it must not grow with what it sold, and stay near what an idle agent may have.
import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, plain, timesOf } from "../figure.ts";
import type { Size } from "../size.ts";
import { allReported, inARow, timed } from "../support/load.ts";
import { buildProgram, openShop } from "../support/program.ts";
import { residentMb } from "../support/resident.ts";
import { saleOf } from "../support/till.ts";

const GROWTH = 1.05;
/** A tenth above what an idle agent may have. */
const MOST_MB = 99;
const TILLS = 4;
/** Receipts asked for over HTTP; the paper of every sale is drawn besides, and goes nowhere without a printer. */
const SALES_A_PAPER = 10;
/** Behind the last report: the search index is filled first, then the agent gives back what it used. */
const SETTLED_MS = 90_000;

export async function memory({ sales }: Size): Promise<readonly Figure[]> {
  await using program = buildProgram();
  await using shop = await openShop(program, { hasPrinter: false });
  const agent = await shop.start();
  const url = agent.ready?.["url"] ?? "";
  const papersEach = sales / 2 / SALES_A_PAPER;
  const sell = async (round: 0 | 1): Promise<number> => {
    const count = Math.floor(sales / 2 / TILLS);
    const till = (n: number) => {
      const body = (sale: number) => saleOf(`${round}-${n}/${sale}`, sale);
      return inARow({ method: "POST", url: `${url}/v1/invoices`, token: shop.token, body }, 0, count);
    };
    await Promise.all(Array.from({ length: TILLS }, (_, n) => till(n)));
    await draw(url, shop.token, round * papersEach + 1, papersEach);
    await allReported(url, shop.token);
    await sleep(SETTLED_MS);
    return residentMb(agent.pid);
  };
  try {
    const limit = { what: `RssAnon after ${sales / 2} sales`, took: await sell(0) };
    const took = await sell(1);
    return [
      timesOf(limit, { name: `RssAnon after ${sales} sales`, took, unit: "MB" }, GROWTH),
      plain({ name: `RssAnon after ${sales} sales and ${2 * papersEach} receipts`, took, unit: "MB" }, MOST_MB),
    ];
  } finally {
    await agent.stop();
  }
}

/** Asks for papers as a printer gets them, each of another sale: `first` is the first one's number. */
async function draw(url: string, token: string, first: number, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  for (let n = first; n < first + count; n++) {
    const paper = `${url}/v1/invoices/INV-${String(n).padStart(6, "0")}/receipt.escpos`;
    await timed(agent, { method: "GET", url: paper, token }, n);
  }
  agent.destroy();
}
