// Kill -9 at every band: a child prints the next document and is killed by the printer's own line as soon as band k has
// come through; the next life finds what was under way. The journal, the queue and the driver are the agent's own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPrinter } from "../../../simulator/printer/server.ts";
import { judge, type Verdict } from "./checker.ts";
import { layLine } from "./faulty-line.ts";
import { tapeOf } from "./rig.ts";

export interface Kills {
  /** How many bands a receipt has. */
  readonly bands: number;
  /** How many lives were ended: one receipt may have a band less than another. */
  readonly kills: number;
  readonly verdict: Verdict;
}

const LIFE = join(import.meta.dirname, "print-life.ts");
/** Lives go on beside each other, each lane with a ledger and a printer of its own. */
const LANES = 4;

/** Ends a life behind every band of a receipt, then lets a last one print what is left. */
export async function killEverywhere(seed: number): Promise<Kills> {
  await using first = await openLane(seed * 1_000);
  const bands = await first.live();
  const others = await Promise.all(Array.from({ length: LANES - 1 }, (_, i) => openLane(seed * 1_000 + 100 * (i + 1))));
  try {
    const lanes = [first, ...others];
    await Promise.all(
      lanes.map(async (lane, own) => {
        for (let band = own + 1; band <= bands; band += LANES) await lane.live(band);
        await lane.live();
      }),
    );
    return {
      bands,
      kills: sumOf(lanes.map((lane) => lane.kills())),
      verdict: lanes.map((lane) => lane.verdict()).reduce(joined),
    };
  } finally {
    for (const lane of others) await lane[Symbol.asyncDispose]();
  }
}

interface Lane extends AsyncDisposable {
  /** @param strike the band to be killed at; without one it lives to its end. @returns the bands that came through. */
  live(strike?: number): Promise<number>;
  kills(): number;
  verdict(): Verdict;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function openLane(firstNumber: number): Promise<Lane> {
  const folder = mkdtempSync(join(tmpdir(), "khatm-kills-"));
  const printer = await startPrinter({ port: 0, width: 576, out: join(folder, "receipts") });
  const line = await layLine(printer.port);
  let number = firstNumber;
  let kills = 0;
  return {
    live: async (strike) => {
      number += 1;
      const child = spawn(process.execPath, [LIFE, folder, String(line.port), String(number)], {
        stdio: ["pipe", "pipe", "inherit"],
        env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "khatm-compile-cache") },
      });
      const gone = once(child, "exit");
      await ready(child, gone);
      const before = line.bands();
      if (strike !== undefined) line.atBand(strike, () => child.kill("SIGKILL"));
      child.stdin.end("go\n");
      await gone;
      const isKilled = strike !== undefined && child.signalCode === "SIGKILL";
      if (isKilled) kills += 1;
      else if (child.exitCode !== 0) throw new Error(`life ${number} ended with ${child.exitCode ?? child.signalCode}`);
      return line.bands() - before;
    },
    kills: () => kills,
    verdict: () => judge(join(folder, "ledger.db"), tapeOf(printer)),
    [Symbol.asyncDispose]: async () => {
      await line[Symbol.asyncDispose]();
      await printer.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Waits until a life has printed what the one before left. */
async function ready(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.stdout === null) throw new Error("a life without a voice");
  const said = await Promise.race([once(child.stdout, "data"), gone.then(() => ["nothing, and ended"])]);
  if (!String(said[0]).includes("ready")) throw new Error(`a life said ${said[0]}`);
}

const joined = (a: Verdict, b: Verdict): Verdict => ({
  documents: a.documents + b.documents,
  originals: a.originals + b.originals,
  copies: a.copies + b.copies,
  begunOriginals: a.begunOriginals + b.begunOriginals,
  lost: [...a.lost, ...b.lost],
  duplicates: [...a.duplicates, ...b.duplicates],
  disordered: [...a.disordered, ...b.disordered],
});
