// One of those that are compared, in a process of its own: neither heap nor machine code of one is the other's burden.
// Forked by measures/peers.ts with its name; each message gives it so many milliseconds and is answered by a block.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeStampKey, readStampKey } from "../../test/faults/foreign-unit.ts";
import { signOne } from "../measures/sign.ts";
import { openCounter } from "./counter.ts";
import { type Make, openPeer } from "./peers.ts";
import { type Block, OWN } from "./subject-block.ts";

const make = await opened(process.argv[2] ?? OWN);
let made = 0;
process.on("message", async (forMs: number) => {
  const [first, before] = [made, performance.now()];
  let xml = "";
  while (performance.now() - before < forMs) xml = await make(made++);
  process.send?.({ each: (performance.now() - before) / (made - first), xml } satisfies Block);
});

async function opened(name: string): Promise<Make> {
  if (name === OWN) {
    const counter = await openCounter();
    return (n) => signOne(counter, n);
  }
  return openPeer(name, await newKey());
}

async function newKey() {
  const folder = mkdtempSync(join(tmpdir(), "khatm-bench-"));
  const file = join(folder, "key.json");
  await makeStampKey(file);
  const key = readStampKey(file);
  rmSync(folder, { recursive: true });
  return key;
}
