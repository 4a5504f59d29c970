// Children of a suite: none outlives it, and one that does not end when it is asked is ended. A line child answers each
// line on its standard input with one line on its standard output, in order.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** Starts this Node on a program, with pipes to all of its standard streams. */
export function startNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [...args], { env, stdio: "pipe" });
  running.add(child);
  child.once("exit", () => running.delete(child));
  // Whoever is killed in the middle of a line breaks its pipe; its exit says so.
  child.stdin.on("error", () => undefined);
  return child;
}

export const isGone = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const PATIENCE_MS = 20_000;

/** Ends a child and waits for it. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (isGone(child)) return;
  const gone = once(child, "exit");
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  await gone;
  clearTimeout(timer);
}

export interface LineChild {
  ask<T>(question: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** Starts one of this folder's programs. */
export function lineChild(program: string): LineChild {
  const child = startNode([program]);
  const waiting: { resolve: (line: string) => void; reject: (why: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(line));
  child.stderr.pipe(process.stderr);
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
      if (!isGone(child)) await once(child, "exit");
    },
  };
}
