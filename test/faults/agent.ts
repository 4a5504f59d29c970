// The real agent as a process, with or without the recorder in it: started, watched by its lines, ended.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { end, isGone, startNode } from "./child.ts";

export interface Started {
  /** The first line of standard output that is JSON; undefined when the process ended without one. */
  readonly ready: Readonly<Record<string, string>> | undefined;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly gone: Promise<number | string>;
  isGone(): boolean;
  readonly pid: number;
  /** Writes a line to standard input. */
  tell(line: string): void;
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

export interface StartOptions {
  readonly program: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where everything it says is kept. */
  readonly log: string;
}

/** Starts `khatm ARGS` and waits until it is ready, or gone. */
export async function startKhatm(args: readonly string[], { program, env, log }: StartOptions): Promise<Started> {
  const child = startNode([program, ...args], env);
  const gone = once(child, "exit").then(([code, signal]) => (signal ?? code) as number | string);
  const keep = (line: string): void => appendFileSync(log, `${line}\n`);
  createInterface({ input: child.stderr }).on("line", keep);
  const ready = await Promise.race([firstJson(child, keep), gone.then(() => undefined)]);
  return {
    ready,
    gone,
    isGone: () => isGone(child),
    pid: child.pid ?? 0,
    tell: (line) => void child.stdin.write(`${line}\n`),
    stop: async (signal) => {
      await end(child, signal);
      return await gone;
    },
  };
}

function firstJson(child: ChildProcess, keep: (line: string) => void): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      keep(line);
      // A process may be killed in the middle of a line.
      if (line.startsWith("{") && line.endsWith("}")) resolve(JSON.parse(line) as Record<string, string>);
    });
  });
}

/** What a command said and how it ended. */
export interface Finished {
  readonly code: number | string;
  readonly out: string;
  readonly notes: string;
}

/** Runs `khatm ARGS` to its end, with `input` on its standard input. */
export async function runKhatm(args: readonly string[], options: StartOptions, input = ""): Promise<Finished> {
  const child = startNode([options.program, ...args], options.env);
  const texts = { out: "", notes: "" };
  child.stdout.on("data", (data: Buffer) => (texts.out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (texts.notes += data.toString()));
  child.stdin.end(input);
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  appendFileSync(options.log, texts.out + texts.notes);
  return { code: signal ?? code ?? 0, ...texts };
}
