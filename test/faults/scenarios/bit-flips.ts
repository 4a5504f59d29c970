// One flipped bit in a page of the ledger, or of its WAL after a crash: nothing is signed on a chain that is broken, and
// what the flip changed of a document, or made vanish, is found by `khatm verify` or refused at the start.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runKhatm } from "../agent.ts";
import { type Finding, finding } from "../checker/finding.ts";
import { LEDGER_FILE } from "../checker/ledger.ts";
import { type Desk, openDesk } from "../desk.ts";
import { randomOf } from "../random.ts";
import type { Scenario, Stage } from "./scenario.ts";

const FLIPS = { ci: 12, session: 150, release: 1_000 } as const;
const DOCUMENTS = 12;
const PAGE = 4096;

const undetected = finding("I1", "unverified");
const wrongAnswer = finding("I1", "unverified");
const brokenChain = finding("I3", "unverified");

/** Whether the agent was stopped, or killed with everything still in the WAL. */
const FILES = { [LEDGER_FILE]: "SIGTERM", [`${LEDGER_FILE}-wal`]: "SIGKILL" } as const;

export const bitFlips: Scenario = {
  name: "bit-flips",
  run: async (stage) => {
    for (const [file, signal] of Object.entries(FILES)) {
      const desk = await openDesk(stage, `bit-flips-${signal}`, { hasSecondCopy: true });
      try {
        await fill(desk, signal);
        for (let flip = 1; flip <= FLIPS[stage.size] / 2; flip++) await tryFlip(stage, desk, file, flip);
      } finally {
        await desk.close();
      }
    }
  },
};

const intactOf = (desk: Desk): string => join(desk.shop.folder, "intact");

async function fill(desk: Desk, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  await desk.start();
  for (let n = 1; n <= DOCUMENTS; n++) await desk.sell(`sale ${n}`);
  await desk.settled();
  await desk.stop(signal);
  cpSync(desk.shop.state, intactOf(desk), { recursive: true });
}

async function tryFlip({ tally, seed }: Stage, desk: Desk, file: string, flip: number): Promise<void> {
  const random = randomOf("bit flip", seed, file, flip);
  cpSync(intactOf(desk), desk.shop.state, { recursive: true, force: true });
  const path = join(desk.shop.state, file);
  const bytes = readFileSync(path);
  const at = random.below(Math.ceil(bytes.length / PAGE)) * PAGE + random.below(PAGE);
  const bit = random.below(8);
  bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << bit), Math.min(at, bytes.length - 1));
  writeFileSync(path, bytes);
  tally.count(`bit-flips: ${file}, byte ${at}, bit ${bit}, seed ${seed}`, await flipFindings(desk, flip));
}

/** Documents the flip damaged are found or refused; a sale after it is refused or continues the chain. */
async function flipFindings(desk: Desk, flip: number): Promise<readonly Finding[]> {
  const before = await desk.docket.judge();
  const { program, config, log } = desk.shop;
  const { code } = await runKhatm(["--config", config, "verify"], { program, log });
  const hasStarted = await desk.start();
  const sale = hasStarted ? await desk.sellUnseen(`after flip ${flip}`) : undefined;
  const isSold = sale?.status === 201;
  const ended = await desk.stop();
  const isFound = code !== 0 || !hasStarted || !isSold;
  const after = isSold ? await desk.docket.judge() : [];
  return [
    ...(before.length > 0 && !isFound ? [undetected(`nobody notices: ${before[0]?.what}`)] : []),
    ...(isSold && after.length > before.length ? [brokenChain(`it signed on: ${after.at(-1)?.what}`)] : []),
    ...(sale === undefined || [201, 401, 503].includes(sale.status)
      ? []
      : [wrongAnswer(`a sale was answered ${sale.status}`)]),
    ...(hasStarted || ended === 1 ? [] : [wrongAnswer(`it ended with ${ended}`)]),
  ];
}
