// khatm init: the configuration of an EGS unit, its folder and the key that opens its keys.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parse } from "smol-toml";
import { parseConfig } from "../../config/load.ts";
import { type Answers, questions, writeConfig } from "../../config/write.ts";
import { messageOf } from "../core/errors.ts";
import { makeFolder, makePrivateFolder } from "../keys/durable-file.ts";
import { makeWrappingKey } from "../keys/wrapping-key.ts";
import { wrappingKeyOf } from "../wire.ts";
import { isConfirmed } from "./confirm.ts";
import {
  type CommandContext,
  type CommandInput,
  complain,
  EXIT,
  type ExitCode,
  optionText,
  tell,
  violationsText,
} from "./context.ts";
import { markFolder, takenBy } from "./unit-folder.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const file = context.configPath;
  if (existsSync(file)) {
    complain(context, { en: `${file} exists: nothing was changed`, ar: `الملف ${file} موجود: لم يتغير شيء` });
    return EXIT.refused;
  }
  const from = optionText(input, "from");
  const answers = from === undefined ? await asked(context) : readAnswers(context, from);
  return answers === undefined ? EXIT.usage : await write(context, input, file, answers);
}

async function write(context: CommandContext, input: CommandInput, file: string, answers: Answers): Promise<ExitCode> {
  const toml = writeConfig(inFolder(answers, context.dataFolder));
  const config = parseConfig(toml, { file });
  if (!config.ok) {
    context.note(violationsText(config.error));
    return EXIT.configuration;
  }
  const { state, key, unit } = config.value;
  const taken = takenBy(config.value);
  if (taken !== undefined) {
    complain(context, taken);
    return EXIT.refused;
  }
  const isProduction = unit.environment === "production";
  if (isProduction && !(await isConfirmed(context, input, "init", unit.request.name))) return EXIT.usage;
  // The configuration comes last: where a step before it failed, init can simply be run again.
  for (const folder of [state.folder, dirname(key.path)]) makePrivateFolder(folder);
  makeWrappingKey(wrappingKeyOf(config.value, context.credentials));
  markFolder(config.value, file);
  makeFolder(dirname(file));
  writeFileSync(file, toml, { mode: 0o640, flag: "wx" });
  tell(
    context,
    { config: file, state: state.folder },
    `written ${file}\nstate   ${state.folder}\nnext    khatm --config ${file} onboard`,
  );
  return EXIT.done;
}

/** A folder named on the command line is the unit's from now on: without it in the file, later commands look elsewhere. */
const inFolder = (answers: Answers, folder: string | undefined): Answers =>
  folder === undefined
    ? answers
    : { ...answers, state: { ...(answers["state"] as object | undefined), folder: resolve(folder) } };

function readAnswers(context: CommandContext, file: string): Answers | undefined {
  try {
    return parse(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (thrown) {
    complain(context, {
      en: `the answers in ${file} cannot be read: ${messageOf(thrown)}`,
      ar: `تعذرت قراءة الإجابات من ${file}`,
    });
    return undefined;
  }
}

/** Asks for every key without a default, in both languages. */
async function asked(context: CommandContext): Promise<Answers | undefined> {
  if (!process.stdin.isTTY) {
    complain(context, { en: "no terminal to ask at: use --from FILE", ar: "لا توجد شاشة للسؤال: استعمل --from" });
    return undefined;
  }
  const keyboard = createInterface({ input: process.stdin, output: process.stderr });
  const answers: Record<string, unknown> = {};
  try {
    for (const { path, row } of questions()) {
      const answer = await keyboard.question(`${row.about.ar}\n${row.about.en}\n${path}: `);
      place(answers, path.split("."), answer);
    }
  } finally {
    keyboard.close();
  }
  return answers;
}

function place(into: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inner = typeof into[key] === "object" && into[key] !== null ? into[key] : {};
  into[key] = inner;
  place(inner as Record<string, unknown>, rest, value);
}
