// khatm backup: the ledger as one file, beside a running agent too. Without the wrapping key nothing in it can sign.
import { existsSync } from "node:fs";
import { backupLedger } from "../store/backup.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { ledgerPath, readConfig } from "./read-config.ts";
import { assertBegun } from "./unit-folder.ts";

const NO_FILE = { ar: "اذكر ملفًا جديدًا: khatm backup --out ملف", en: "name a new file: khatm backup --out FILE" };

export function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const out = optionText(input, "out");
  if (out === undefined || existsSync(out)) {
    complain(context, NO_FILE);
    return Promise.resolve(EXIT.usage);
  }
  const config = readConfig(context);
  assertBegun(config);
  const { bytes, sha256 } = backupLedger(ledgerPath(config), out);
  tell(context, { file: out, bytes, sha256 }, `${out}\nSHA-256 ${sha256}\ncheck it / تحقق منها: khatm verify ${out}`);
  return Promise.resolve(EXIT.done);
}
