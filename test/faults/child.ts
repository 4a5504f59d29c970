// A child that answers each line on its standard input with one line on its standard output, in order.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface LineChild {
  ask<T>(question: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** Starts one of this folder's programs. */
export function lineChild(program: string, env: NodeJS.ProcessEnv = process.env): LineChild {
  const child = spawn(process.execPath, [program], { env, stdio: ["pipe", "pipe", "inherit"] });
  const waiting: { resolve: (line: string) => void; reject: (why: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(line));
  child.once("exit", (code, signal) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`${program} ended with ${signal ?? code}`));
  });
  return {
    ask: async <T>(question: unknown) => {
      const answer = new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }));
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse(await answer) as T;
    },
    stop: async () => {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** Ends a child and waits for it. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
