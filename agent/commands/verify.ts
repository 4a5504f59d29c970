// khatm verify: the audit of a ledger, or of any signed XML file. Reads only, beside a running agent too.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { ledgerPath, readConfig } from "./read-config.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const target = input.arguments[0];
  if (target === undefined) return await verifyLedger(context, ledgerPath(readConfig(context)));
  const isFolder = statOf(target).isDirectory();
  if (isFolder) return await verifyLedger(context, join(target, "ledger.db"));
  return await verifyFile(context, target, optionText(input, "schemas"));
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (cause) {
    throw new Fault("configuration", `nothing to verify at ${path}: ${messageOf(cause)}`, { cause });
  }
}

async function verifyLedger(context: CommandContext, path: string): Promise<ExitCode> {
  const [{ openReadOnly }, { createLedger }, { auditLedger }] = await Promise.all([
    import("../store/database.ts"),
    import("../store/ledger.ts"),
    import("../work/audit-ledger.ts"),
  ]);
  const database = openReadOnly(path);
  try {
    const { chains, broken } = auditLedger(createLedger(database));
    const documents = chains.reduce((sum, chain) => sum + chain.documents, 0);
    if (broken === undefined) {
      const heads = chains.map((c) => `  CSID ${c.csid}: ICV 1 to ${c.documents}, head ${c.head}`);
      tell(context, { intact: true, chains }, [`intact: ${documents} documents`, ...heads].join("\n"));
      return EXIT.done;
    }
    const { message, icv, irn, link } = broken;
    tell(
      context,
      { intact: false, broken },
      `BROKEN at ICV ${icv} (${irn}): ${link}\n  ${message.en}\n  ${message.ar}`,
    );
    return EXIT.refused;
  } finally {
    database.close();
  }
}

async function verifyFile(context: CommandContext, path: string, schemas: string | undefined): Promise<ExitCode> {
  const { fileReport, reportText } = await import("./verify-file.ts");
  const report = await fileReport(readFileSync(path), schemas);
  tell(context, report, reportText(path, report));
  return report.genuine ? EXIT.done : EXIT.refused;
}
