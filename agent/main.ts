// The command line's entry: reads arguments and environment, loads one command, ends with its exit code.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommanderError, Command as Program } from "commander";
import { CONFIG_FILE } from "../config/usual-places.ts";
import { type CommandContext, EXIT, type ExitCode } from "./commands/context.ts";
import { COMMANDS, type CommandRow } from "./commands/table.ts";
import { Fault } from "./core/errors.ts";
import { serviceManagerOf } from "./service-manager.ts";

const root = projectRoot(import.meta.dirname);
const ARABIC = /\p{Script=Arabic}/u;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<ExitCode> {
  const ended: { code: ExitCode } = { code: EXIT.done };
  const program = new Program("khatm")
    .description("Khatm (ختم): a Saudi e-invoicing terminal. See it work: khatm demo --once")
    .version(version(), "-V, --version")
    .option("--config <file>", "configuration of the unit (khatm.toml here, else /etc/khatm/khatm.toml)")
    .option("--data <dir>", "state folder, instead of the configuration's")
    .exitOverride();
  for (const row of COMMANDS) addCommand(program, row, ended);
  try {
    await program.parseAsync(argv, { from: "user" });
    return ended.code;
  } catch (thrown) {
    return await exitCodeOf(thrown);
  }
}

/** What went wrong, told once, as an exit code. A bug is not caught: it ends the process with its stack. */
async function exitCodeOf(thrown: unknown): Promise<ExitCode> {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (isFileTrouble(thrown)) {
    const error = {
      ar: `تعذّر الوصول إلى الملف أو المجلد: ${thrown.path}: تحقق من المسار ومن صلاحية الكتابة فيه`,
      en: `${thrown.message}: check the path, and who may write there`,
    };
    tellFailure({ error }, `${error.en}\n${error.ar}`);
    return EXIT.usage;
  }
  if (!(thrown instanceof Fault)) throw thrown;
  const { problem } = await import("./api/problem.ts");
  const { code, message: detail } = thrown;
  const told = problem(code, { detail });
  const arabic = ARABIC.test(detail) ? "" : `\n${told.titles.ar}`;
  tellFailure({ error: told.titles, problem: told }, `${code}: ${detail}${arabic}`);
  if (code === "configuration") return EXIT.configuration;
  return thrown.isTransient ? EXIT.tryLater : EXIT.refused;
}

/** For a person always; for a program too, where it asked for JSON. */
function tellFailure(json: object, text: string): void {
  process.stderr.write(`khatm: ${text}\n`);
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`);
}

/** A file the person named that is not there, or may not be read or written. */
function isFileTrouble(thrown: unknown): thrown is Error & { readonly path: string } {
  return thrown instanceof Error && "syscall" in thrown && "path" in thrown && typeof thrown.path === "string";
}

function addCommand(program: Program, row: CommandRow, ended: { code: ExitCode }): void {
  const command = program
    .command(`${row.name}${row.takes === undefined ? "" : ` ${row.takes}`}`)
    .description(row.about);
  if (row.passesThrough === true) command.allowUnknownOption().helpOption(false);
  else command.option("--json", "one JSON document on standard output");
  for (const { flags, about } of row.options ?? []) command.option(flags, about);
  command.exitOverride().action(async () => {
    const { run } = await row.load();
    const options = command.optsWithGlobals();
    ended.code = await run(contextOf(options), { arguments: command.args, options });
  });
}

function contextOf(options: Readonly<Record<string, unknown>>): CommandContext {
  const { config, data, json } = options;
  return {
    configPath: typeof config === "string" ? config : existsSync("khatm.toml") ? "khatm.toml" : CONFIG_FILE,
    dataFolder: typeof data === "string" ? data : undefined,
    json: json === true,
    credentials: process.env["CREDENTIALS_DIRECTORY"],
    root,
    out: (text) => void process.stdout.write(`${text}\n`),
    raw: (bytes) => void process.stdout.write(bytes),
    note: (text) => void process.stderr.write(`${text}\n`),
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(signal));
      }),
    serviceManager: serviceManagerOf(process.env, process.send?.bind(process)),
  };
}

/** The folder of package.json: one up from the sources, two up from a compiled `dist`. */
function projectRoot(start: string): string {
  return existsSync(join(start, "package.json")) ? start : projectRoot(dirname(start));
}

function version(): string {
  const { version: text } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return text;
}
