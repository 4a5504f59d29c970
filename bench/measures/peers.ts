// The same work by what others published: each in a process of its own, a block of documents at a time, in turns, by the
// clock on the wall; the product's has a second thread in it, which checks signatures. A peer counts where our own reader
// finds its stamp whole; only those are what the bar is held against.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { verifyStamp } from "../../agent/core/stamp/verify.ts";
import { readXml } from "../../agent/core/xml/read.ts";
import type { Figure } from "../figure.ts";
import { areInstalled, HOW_TO_INSTALL, PEERS } from "../support/peers.ts";
import { type Block, OWN } from "../support/subject-block.ts";

const BAR = 10;
const SUBJECT = join(import.meta.dirname, "../support/subject.ts");
/** How long each is at work in a block: the first makes machine code of it, the others count. */
const BLOCKS_MS = [8_000, 2_000, 2_000, 2_000, 2_000, 2_000];

export async function peers(): Promise<readonly Figure[]> {
  if (!areInstalled()) {
    console.error(`khatm: peers are not installed. To measure them:\n  ${HOW_TO_INSTALL}`);
    return [];
  }
  const names = [OWN, ...PEERS];
  const subjects = names.map((name) => fork(SUBJECT, [name]));
  try {
    const [own, ...others] = await inBlocks(subjects);
    return others.map((best, index) => beside(names[1 + index] ?? "", own?.each ?? 0, best));
  } finally {
    for (const subject of subjects) if (subject.connected) subject.disconnect();
  }
}

/** The best block of each; while one is at work the others wait. */
async function inBlocks(subjects: readonly ChildProcess[]): Promise<readonly Block[]> {
  const best: Block[] = [];
  for (const [round, forMs] of BLOCKS_MS.entries()) {
    for (const [index, subject] of subjects.entries()) {
      const block = await blockOf(subject, forMs);
      const before = best[index];
      if (round > 0 && (before === undefined || block.each < before.each)) best[index] = block;
    }
  }
  return best;
}

async function blockOf(subject: ChildProcess, forMs: number): Promise<Block> {
  subject.send(forMs);
  const ended = once(subject, "exit").then(([code]): never => {
    throw new Error(`${subject.spawnargs.at(-1)} ended with ${code}`);
  });
  const [block] = await Promise.race([once(subject, "message"), ended]);
  return block as Block;
}

function beside(name: string, own: number, theirs: Block): Figure {
  const isWhole = holds(theirs.xml);
  return {
    name: `sign beside ${name}${isWhole ? "" : ", whose stamp does not hold"}`,
    took: own,
    unit: "ms",
    limit: { what: `${name}, one document`, took: theirs.each },
    score: { value: theirs.each / own, better: "more", ...(isWhole ? { bar: BAR } : {}) },
  };
}

function holds(xml: string): boolean {
  const read = readXml(xml);
  return read.ok && verifyStamp(read.value.root).holds;
}
