// The ledger alone on a disk that fails at every operation of a sale, its paper and its report.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type Finding, finding } from "../checker/finding.ts";
import type { CheckRequest, Verdict } from "../checker/main.ts";
import type { FaultCase } from "../fault-writer.ts";
import { makeStampKey } from "../foreign-unit.ts";
import { createControl, watched } from "../recorder.ts";
import type { Scenario, Stage } from "./scenario.ts";

const WRITER = join(import.meta.dirname, "..", "fault-writer.ts");
const MOST_OUTPUT = 2 ** 28;

const unexpected = finding("I1", "unverified");

export const ledgerDisk: Scenario = {
  name: "ledger-disk",
  run: async (stage) => {
    for (const one of await casesOf(stage)) stage.tally.count(`ledger-disk: ${one.where}`, await judge(stage, one));
  },
};

async function casesOf({ workshop: { folder: shop, library } }: Stage): Promise<readonly FaultCase[]> {
  const key = join(shop, "stamp-key.json");
  if (!existsSync(key)) await makeStampKey(key);
  const folder = join(shop, "ledger-disk");
  mkdirSync(folder);
  const control = createControl(join(shop, "ledger-disk.control"));
  const env = watched({ library, folder: realpathSync(folder), control });
  const writer = spawnSync(process.execPath, [WRITER, "--folder", folder, "--key", key], {
    env,
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
  });
  control.close();
  if (writer.status !== 0) throw new Error(`the fault writer failed: ${writer.stderr}`);
  return writer.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as FaultCase);
}

async function judge({ checker }: Stage, { folder, evidence, trouble }: FaultCase): Promise<readonly Finding[]> {
  const path = join(folder, "evidence.jsonl");
  appendFileSync(path, evidence.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const request: CheckRequest = { state: folder, evidence: { path, lines: evidence.length } };
  const { findings } = await checker.ask<Verdict>(request);
  return [...findings, ...trouble.map(unexpected)];
}
