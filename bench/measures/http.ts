// Sales over HTTP at 20 a second, coming by chance, while every one of them is printed and told to the gateway; once more
// on a disk whose flush takes 15 ms.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Started, startKhatm } from "../../test/faults/agent.ts";
import { type Figure, timesOf } from "../figure.ts";
import { quantile } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { byChance, type Call, inARow } from "../support/load.ts";
import { buildProgram, openShop, type Program, type Shop } from "../support/program.ts";
import { saleOf } from "../support/till.ts";

const BAR = 3;
const PER_SECOND = 20;
const WARM_UP = 100;
const HELLOS = 300;

export async function http({ seconds }: Size): Promise<readonly Figure[]> {
  await using program = buildProgram();
  await using shop = await openShop(program, { hasPrinter: true });
  const hello = await helloMs(program);
  const plain = await rush(shop, {}, seconds);
  const figures = [
    timesOf({ what: "a bare node:http hello", took: hello }, { name: "HTTP issue, p50", took: plain.p50, unit: "ms" }),
    spread("HTTP issue, p99", plain),
  ];
  const library = slowFlush(program);
  if (library === undefined) return figures;
  return [...figures, spread("HTTP issue on a slow disk, p99", await rush(shop, { LD_PRELOAD: library }, seconds))];
}

interface Spread {
  readonly p50: number;
  readonly p99: number;
}

const spread = (name: string, { p50, p99 }: Spread): Figure =>
  timesOf({ what: "p50 of the same calls", took: p50 }, { name, took: p99, unit: "ms" }, BAR);

async function rush(shop: Shop, env: NodeJS.ProcessEnv, seconds: number): Promise<Spread> {
  const agent = await shop.start(env);
  try {
    await inARow(sales(agent, shop, "warm"), 0, WARM_UP);
    const taken = await byChance(sales(agent, shop, "rush"), PER_SECOND, seconds);
    return { p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) };
  } finally {
    await agent.stop();
  }
}

const sales = ({ pid, ready }: Started, { token }: Shop, name: string): Call => ({
  method: "POST",
  url: `${ready?.["url"]}/v1/invoices`,
  token,
  body: (n) => saleOf(`${name}-${pid}/${n}`, n),
});

async function helloMs({ folder }: Program): Promise<number> {
  const options = { program: join(import.meta.dirname, "../support/hello.ts"), log: join(folder, "hello.log") };
  const server = await startKhatm([], options);
  try {
    const call = {
      method: "POST",
      url: server.ready?.["url"] ?? "",
      body: (n: number) => saleOf(`hello/${n}`, n),
    } as const;
    await inARow(call, 0, WARM_UP);
    return quantile(await inARow(call, WARM_UP, HELLOS), 0.5);
  } finally {
    await server.stop();
  }
}

/** The library that slows the disk; undefined, with a line that says so, where there is no compiler. */
function slowFlush({ folder }: Program): string | undefined {
  const library = join(folder, "slow-flush.so");
  try {
    execFileSync("cc", [
      "-shared",
      "-fPIC",
      "-O2",
      "-o",
      library,
      join(import.meta.dirname, "../support/slow-flush.c"),
    ]);
    return library;
  } catch {
    console.error("khatm: no C compiler here: the slow disk is left out");
    return undefined;
  }
}
