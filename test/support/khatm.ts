// The command line as a user has it: real child processes of the launcher's own entry.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const root = join(import.meta.dirname, "../..");
/** The sources' own entry. */
export const ENTRY = join(root, "agent/main.ts");

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

/** Runs one command to its end. */
export async function khatm(
  args: readonly string[],
  options: { input?: string; cwd?: string; entry?: string } = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [options.entry ?? ENTRY, ...args], { cwd: options.cwd ?? root });
  const out: Buffer[] = [];
  const notes: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => notes.push(chunk));
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  const [code] = (await once(child, "close")) as [number | null];
  return { code: code ?? -1, out: Buffer.concat(out).toString("utf8"), notes: Buffer.concat(notes).toString("utf8") };
}

export interface Running extends AsyncDisposable {
  readonly child: ChildProcess;
  /** The first JSON line of standard output. */
  readonly ready: Readonly<Record<string, string>>;
}

/** Starts a command that stays, and waits until it says it is ready. */
export async function startKhatm(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [ENTRY, ...args], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (text) => text.startsWith("{") && resolve(text));
    child.once("exit", (code) => reject(new Error(`khatm ${args.join(" ")} ended with ${code}`)));
  });
  return {
    child,
    ready: JSON.parse(line) as Record<string, string>,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}
