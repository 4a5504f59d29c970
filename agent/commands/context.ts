// What every command gets: where the unit lives, how to speak, and how to end.
import { readFileSync } from "node:fs";
import type { Bilingual } from "../core/bilingual.ts";
import type { Violation } from "../core/violation.ts";
import type { ServiceManager } from "../service-manager.ts";

/** Exit codes of contract.md; 75 and 78 are those of sysexits.h. */
export const EXIT = { done: 0, refused: 1, usage: 2, tryLater: 75, configuration: 78 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface CommandContext {
  /** Path of the configuration file. */
  readonly configPath: string;
  /** Overrides the state folder of the configuration. */
  readonly dataFolder: string | undefined;
  /** One JSON document on stdout instead of text. */
  readonly json: boolean;
  /** Where systemd put the unit's credentials. */
  readonly credentials: string | undefined;
  /** Where the program stands: what child processes are started from. */
  readonly root: string;
  readonly out: (text: string) => void;
  /** Bytes as they are, without a line end of ours. */
  readonly raw: (bytes: Uint8Array) => void;
  /** Diagnostics, to stderr. */
  readonly note: (text: string) => void;
  /** Resolves at the first SIGINT or SIGTERM; asked for only by commands that stay. */
  readonly stopped: () => Promise<string>;
  readonly serviceManager: ServiceManager;
}

/** Options and arguments of one call, as the command line gave them. */
export interface CommandInput {
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export type Command = (context: CommandContext, input: CommandInput) => Promise<ExitCode>;

/** Tells the result: JSON where it was asked for, else text for a person. */
export function tell(context: CommandContext, value: unknown, text: string): void {
  context.out(context.json ? JSON.stringify(value, undefined, 2) : text);
}

/** An error for a shop's eyes: English and Arabic, each on its own line. */
export function complain(context: CommandContext, what: Bilingual, more: object = {}): void {
  if (context.json) context.out(JSON.stringify({ error: what, ...more }, undefined, 2));
  else context.note(`${what.en}\n${what.ar}`);
}

/** Both languages on one line; a time or a name, which is the same in both, once. */
export const inBoth = ({ en, ar }: Bilingual): string => (en === ar ? en : `${en} / ${ar}`);

/** Violations as text: where, what, and what to do, in both languages. */
export const violationsText = (violations: readonly Violation[]): string =>
  violations
    .map(({ severity, code, path, message, fix }) =>
      [`${severity} ${code} at ${path}`, `  ${message.en}`, `  → ${fix.en}`, `  ${message.ar}`, `  ← ${fix.ar}`].join(
        "\n",
      ),
    )
    .join("\n");

export const optionText = (input: CommandInput, name: string): string | undefined => {
  const value = input.options[name];
  return typeof value === "string" ? value : undefined;
};

/** All of standard input, or of a file. */
export async function readInput(path: string): Promise<string> {
  if (path !== "-") return readFileSync(path, "utf8");
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
