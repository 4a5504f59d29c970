// The simulation as a command: `npm run test:simulation -- --seeds N --seed S --only SEED --workers N --broken NAME`.
// A seed that fails is named with its last events and the command that repeats it.
import { type ChildProcess, fork } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { SeedResult } from "./seed.ts";

type Said =
  | { readonly kind: "ready" }
  | { readonly kind: "line"; readonly line: string }
  | { readonly kind: "result"; readonly result: SeedResult; readonly cpuMs: number };

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    workers: { type: "string", default: String(Math.max(1, cpus().length)) },
    broken: { type: "string", default: "no" },
    /** Ends after the first failure. */
    first: { type: "boolean", default: false },
  },
});

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`a whole number, not "${text}"`);
  return Number(text);
};

const only = values.only === undefined ? undefined : whole(values.only);
const [first, count] = only === undefined ? [whole(values.seed), whole(values.seeds)] : [only, 1];

interface Sums {
  seeds: number;
  documents: number;
  accepted: number;
  papers: number;
  cuts: number;
  hours: number;
  steps: number;
  cpuMs: number;
}
const sums: Sums = { seeds: 0, documents: 0, accepted: 0, papers: 0, cuts: 0, hours: 0, steps: 0, cpuMs: 0 };
const failed: number[] = [];
/** A line so often tells a long run from one that hangs. */
const PROGRESS = 500;
let next = first;

const repeating = (seed: number): string =>
  `repeat it: npm run test:simulation -- --only ${seed}${values.broken === "no" ? "" : ` --broken ${values.broken}`}`;

function note({ findings, last, seed, trace, ...counted }: SeedResult, cpuMs: number): void {
  sums.seeds += 1;
  sums.cpuMs += cpuMs;
  for (const name of ["documents", "accepted", "papers", "cuts", "hours", "steps"] as const)
    sums[name] += counted[name];
  if (only !== undefined) process.stdout.write(`trace ${trace}\n`);
  if (sums.seeds % PROGRESS === 0) process.stdout.write(`${sums.seeds} seeds, ${failed.length} failed\n`);
  if (findings.length === 0) return;
  failed.push(seed);
  process.stdout.write(
    [
      `seed ${seed} FAILED`,
      ...findings.map((what) => `  ${what}`),
      "  its last events:",
      ...last.map((l) => `    ${l}`),
    ]
      .concat(`  ${repeating(seed)}\n`)
      .join("\n"),
  );
}

const isOver = (): boolean => next >= first + count || (values.first && failed.length > 0);

/** Gives a worker one seed after the other; one that dies of a seed has found something, and another goes on. */
async function work(): Promise<void> {
  for (let died = true; died; ) {
    const killed = await lifeOf(fork(join(import.meta.dirname, "worker.ts")));
    died = killed !== undefined;
    if (killed === undefined) continue;
    failed.push(killed);
    process.stdout.write(`seed ${killed} FAILED\n  the program died of it, as told above\n  ${repeating(killed)}\n`);
  }
}

/** The seed a worker died of; undefined for one that lived to the end. */
function lifeOf(child: ChildProcess): Promise<number | undefined> {
  let given = next;
  return new Promise((resolve, reject) => {
    const give = (): void => {
      if (isOver()) return void child.disconnect();
      given = next;
      next += 1;
      child.send({ seed: given, broken: values.broken, tells: only !== undefined });
    };
    child.on("message", (said: Said) => {
      if (said.kind === "line") process.stdout.write(`${said.line}\n`);
      if (said.kind === "result") note(said.result, said.cpuMs);
      if (said.kind !== "line") give();
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0 ? undefined : given));
  });
}

const began = performance.now();
await Promise.all(Array.from({ length: Math.min(whole(values.workers), count) }, work));
const seconds = (performance.now() - began) / 1000;
const cpu = (sums.cpuMs / Math.max(1, sums.seeds)).toFixed(0);
process.stdout.write(
  `${sums.seeds} seeds: ${(sums.hours / 24).toFixed(0)} days of shops, ${sums.documents} documents, ${sums.accepted} with the gateway, ` +
    `${sums.papers} papers, ${sums.cuts} power cuts, ${sums.steps} steps, in ${seconds.toFixed(0)} s (${cpu} ms of processor a seed)\n` +
    `${failed.length} seeds failed${failed.length === 0 ? "" : `: ${failed.slice(0, 50).join(" ")}`}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
