// The same work by what others published, in the same process and in turns with ours. A peer counts where our own reader
// finds its stamp whole; only those are what the bar is held against.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyStamp } from "../../agent/core/stamp/verify.ts";
import { readXml } from "../../agent/core/xml/read.ts";
import { makeStampKey, readStampKey } from "../../test/faults/foreign-unit.ts";
import type { Figure } from "../figure.ts";
import { undisturbed } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { type Counter, openCounter } from "../support/counter.ts";
import { areInstalled, HOW_TO_INSTALL, openPeers, type Peer } from "../support/peers.ts";
import { signOne } from "./sign.ts";

const BAR = 10;

export async function peers({ rounds }: Size): Promise<readonly Figure[]> {
  if (!areInstalled()) {
    console.error(`khatm: peers are not installed. To measure them:\n  ${HOW_TO_INSTALL}`);
    return [];
  }
  const counter = await openCounter();
  const figures: Figure[] = [];
  for (const peer of await openPeers(await newKey())) figures.push(await beside(counter, peer, Math.ceil(rounds / 20)));
  return figures;
}

async function beside(counter: Counter, { name, make }: Peer, rounds: number): Promise<Figure> {
  const own: number[] = [];
  const theirs: number[] = [];
  let last = "";
  for (let n = -rounds; n < rounds; n++) {
    const before = performance.now();
    signOne(counter, n + rounds);
    const between = performance.now();
    last = await make(n + rounds);
    const after = performance.now();
    if (n >= 0) own.push(between - before);
    if (n >= 0) theirs.push(after - between);
  }
  const [took, others] = [own, theirs].map((taken) => undisturbed(taken.sort((a, b) => a - b)));
  const isWhole = holds(last);
  return {
    name: `sign beside ${name}${isWhole ? "" : ", whose stamp does not hold"}`,
    took: took ?? 0,
    unit: "ms",
    limit: { what: `${name}, one document`, took: others ?? 0 },
    score: { value: (others ?? 0) / (took ?? 0), better: "more", ...(isWhole ? { bar: BAR } : {}) },
  };
}

function holds(xml: string): boolean {
  const read = readXml(xml);
  return read.ok && verifyStamp(read.value.root).holds;
}

async function newKey() {
  const folder = mkdtempSync(join(tmpdir(), "khatm-bench-"));
  const file = join(folder, "key.json");
  await makeStampKey(file);
  const key = readStampKey(file);
  rmSync(folder, { recursive: true });
  return key;
}
