// A child process of the demonstration: started from this very program, watched by its lines, always ended.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Child {
  readonly pid: number;
  /** The first line of standard output that is JSON: what the process says when it is ready. */
  ready<T>(): Promise<T>;
  /** Asks it to end, and makes it end when it does not. */
  stop(): Promise<void>;
}

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

const READY_MS = 180_000;
const STOP_MS = 10_000;

const start = (args: readonly string[], stdio: "pipe"): ChildProcess =>
  spawn(process.execPath, [process.argv[1] ?? "", ...args], { stdio: [stdio, stdio, stdio] });

/** Starts `khatm ARGS` and leaves it running; what it writes to stderr goes to `log`. */
export function startChild(args: readonly string[], log: (line: string) => void): Child {
  const child = start(args, "pipe");
  child.stdin?.end();
  const firstJson = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`khatm ${args[0]} did not get ready`)), READY_MS).unref();
    lines(child.stdout, (line) => (line.startsWith("{") ? resolve(line) : log(line)));
    child.once("exit", (code) => reject(new Error(`khatm ${args[0]} ended with ${code} before it was ready`)));
    child.once("error", reject);
    void once(child, "exit").then(() => clearTimeout(timer));
  });
  lines(child.stderr, log);
  return {
    pid: child.pid ?? 0,
    ready: async <T>() => JSON.parse(await firstJson) as T,
    stop: () => end(child),
  };
}

/** Runs `khatm ARGS` to its end, with `input` on its standard input: the way for what must not stand in argv. */
export async function runChild(args: readonly string[], input = ""): Promise<Finished> {
  const child = start(args, "pipe");
  const out: string[] = [];
  const notes: string[] = [];
  lines(child.stdout, (line) => out.push(line));
  lines(child.stderr, (line) => notes.push(line));
  child.stdin?.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code: code ?? 1, out: out.join("\n"), notes: notes.join("\n") };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS).unref();
  await gone;
  clearTimeout(timer);
}

function lines(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", take);
}
