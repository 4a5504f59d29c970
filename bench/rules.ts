// How long the whole rule book takes over a document of ten lines, beside a SHA-256 of the same bytes.
// Run: node bench/rules.ts
import { hash } from "node:crypto";
import { judge } from "../agent/core/rules/judge.ts";
import { readXml } from "../agent/core/xml/read.ts";
import { canonical } from "../agent/core/xml/write.ts";
import { NOW } from "../test/core/rules/support/bases.ts";
import { build } from "../test/core/rules/support/build.ts";

const ROUNDS = 6000;
const REPEATS = 4;

/** Microseconds in the fastest of many short rounds: what the code costs, without what else the machine does. */
function microseconds(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < REPEATS; i += 1) work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / REPEATS / 1000);
  }
  return best;
}

const xml = canonical(build({ lines: Array.from({ length: 10 }, (_, i) => ({ net: 1000 + 175 * i })) }));
const read = readXml(xml);
if (!read.ok) throw new Error(read.error.message);
const { root } = read.value;
const findings = judge(root, { now: NOW });
if (findings.length > 0) throw new Error(`the document breaks ${findings.map(({ code }) => code).join(", ")}`);

const rules = microseconds(() => judge(root, { now: NOW }));
const asSold = microseconds(() => judge(root, { now: NOW, only: "document" }));
const sha256 = microseconds(() => hash("sha256", xml));
console.log(`rule book, 10 lines, ${xml.length} characters: ${rules.toFixed(1)} µs`);
console.log(`as a sale asks it, before the stamp is there: ${asSold.toFixed(1)} µs`);
console.log(`SHA-256 of the same text: ${sha256.toFixed(1)} µs, ratio ${(rules / sha256).toFixed(1)}`);
