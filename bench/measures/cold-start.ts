// Starts of processes, each beside a bare Node that does nothing: the command line, a sale through the running agent's
// socket, and the agent until it is ready.
import { spawnSync } from "node:child_process";
import { type Figure, plain, timesOf } from "../figure.ts";
import { inTurns } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { allReported, inARow } from "../support/load.ts";
import { buildProgram, openShop, type Program, type Shop } from "../support/program.ts";
import { residentMb } from "../support/resident.ts";
import { saleOf } from "../support/till.ts";

const BARS = { command: 1.6, issue: 2.5, readyMs: 1000, idleMb: 90 } as const;
const WARM_UP = 2;
/** Behind the first of them the agent sells as fast as it does all day. */
const WARM_SALES = 100;
/** Until everything that is done once after a start has been done. */
const SETTLED_MS = 5000;

export async function coldStart({ starts }: Size): Promise<readonly Figure[]> {
  await using program = buildProgram();
  await using shop = await openShop(program, { hasPrinter: false });
  return [...commands(program, starts), ...(await agent(program, shop, starts))];
}

function commands(program: Program, starts: number): readonly Figure[] {
  const works = { bare: bareNode, help: node(program, ["--help"]), version: node(program, ["--version"]) };
  const taken = inTurns(works, { rounds: starts, warmUp: WARM_UP });
  const limit = limitOf(taken.bare);
  return [
    timesOf(limit, { name: "khatm --help", took: least(taken.help), unit: "ms" }, BARS.command),
    timesOf(limit, { name: "khatm --version", took: least(taken.version), unit: "ms" }, BARS.command),
  ];
}

async function agent(program: Program, shop: Shop, starts: number): Promise<readonly Figure[]> {
  const ready: number[] = [];
  for (let n = 0; n < Math.ceil(starts / 2); n++) {
    const before = performance.now();
    const running = await shop.start();
    ready.push(performance.now() - before);
    await running.stop();
  }
  const running = await shop.start();
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    const idle = residentMb(running.pid);
    const body = (n: number) => saleOf(`warm/${n}`, n);
    await inARow(
      { method: "POST", url: `${running.ready?.["url"]}/v1/invoices`, token: shop.token, body },
      0,
      WARM_SALES,
    );
    // While commands are started nobody here reads what the agent logs, and a full pipe would stop it.
    await allReported(running.ready?.["url"] ?? "", shop.token);
    const issue = node(program, ["--config", shop.config, "issue", "-"], (n) => JSON.stringify(saleOf(`cli/${n}`, n)));
    const taken = inTurns({ bare: bareNode, issue }, { rounds: starts, warmUp: WARM_UP });
    return [
      timesOf(
        limitOf(taken.bare),
        { name: "khatm issue, beside the agent", took: least(taken.issue), unit: "ms" },
        BARS.issue,
      ),
      plain({ name: "agent ready", took: least(ready), unit: "ms" }, BARS.readyMs),
      plain({ name: "agent idle, RssAnon", took: idle, unit: "MB" }, BARS.idleMb),
    ];
  } finally {
    await running.stop();
  }
}

/** The quickest of some starts: whatever else runs here only ever adds. */
const least = (taken: readonly number[]): number => Math.min(...taken);
const limitOf = (bare: readonly number[]) => ({ what: "a bare node -e 0", took: least(bare) });

const bareNode = (): void => void run(["-e", "0"], process.env, "");

const node =
  ({ main, env }: Program, args: readonly string[], input: (n: number) => string = () => "") =>
  (n: number): void =>
    run([main, ...args], env, input(n));

function run(args: readonly string[], env: NodeJS.ProcessEnv, input: string): void {
  const { status, stderr } = spawnSync(process.execPath, [...args], { env, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
}
