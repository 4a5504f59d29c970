// One process of a simulation: runs the seeds it is told, one after the other, and answers each with what it found.
import "./machine.ts";
import type { SeedOptions } from "./seed.ts";

// Behind the machine, so that everything of the agent finds virtual time.
const { setStage } = await import("./stage.ts");
const { runSeed } = await import("./seed.ts");

const stage = await setStage();
process.once("exit", () => stage.close());
process.once("disconnect", () => process.exit());

let last: Promise<void> = Promise.resolve();
process.on("message", (asked: SeedOptions & { readonly tells: boolean }) => {
  last = last.then(() => answer(asked));
});
process.send?.({ kind: "ready" });

async function answer({ seed, broken, tells }: SeedOptions & { readonly tells: boolean }): Promise<void> {
  const before = process.cpuUsage();
  const tell = (line: string): void => void process.send?.({ kind: "line", line });
  const result = await runSeed(stage, { seed, broken, ...(tells ? { tell } : {}) });
  const { user, system } = process.cpuUsage(before);
  process.send?.({ kind: "result", result, cpuMs: (user + system) / 1000 });
}
