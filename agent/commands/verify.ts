// khatm verify: the audit of a ledger, or of any signed XML file. Reads only, beside a running agent too.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ActivityHead, BrokenActivity } from "../core/chain/activities.ts";
import { counted, DOCUMENTS } from "../core/counted.ts";
import { Fault, messageOf } from "../core/errors.ts";
import type { LedgerAudit } from "../work/audit-ledger.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { ledgerPath, readConfig } from "./read-config.ts";
import { assertBegun } from "./unit-folder.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const target = input.arguments[0];
  if (target === undefined) return await verifyLedger(context, ownLedger(context));
  const schemas = optionText(input, "schemas");
  if (!statOf(target).isDirectory()) return await verifyOne(context, target, schemas);
  const ledger = join(target, "ledger.db");
  return existsSync(ledger) ? await verifyLedger(context, ledger) : await verifyArchive(context, target, schemas);
}

function ownLedger(context: CommandContext): string {
  const config = readConfig(context);
  assertBegun(config);
  return ledgerPath(config);
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (cause) {
    throw new Fault("configuration", `nothing to verify at ${path}: ${messageOf(cause)}`, { cause });
  }
}

async function verifyLedger(context: CommandContext, path: string): Promise<ExitCode> {
  const [{ asFault }, { openToRead }, { createLedger }, { createActivityLog }, { auditLedger, auditActivities }] =
    await Promise.all([
      import("../store/database.ts"),
      import("../store/read-ledger.ts"),
      import("../store/ledger.ts"),
      import("../store/activity-log.ts"),
      import("../work/audit-ledger.ts"),
    ]);
  const database = openToRead(path);
  try {
    const audit = auditLedger(createLedger(database), progressOf(context));
    return tellAudit(context, audit, auditActivities(createActivityLog(database, Date.now)));
  } catch (thrown) {
    throw asFault(thrown);
  } finally {
    database.close();
  }
}

/** A line to stderr now and then: a long audit is seen to go on. */
const progressOf =
  (context: CommandContext) =>
  (checked: number): void => {
    if (checked % TELL_EVERY === 0) context.note(`${checked} documents checked · فُحص ${counted(checked, DOCUMENTS)}`);
  };

const TELL_EVERY = 10_000;

function tellAudit(context: CommandContext, audit: LedgerAudit, activities: ActivityHead | BrokenActivity): ExitCode {
  const { chains, broken } = audit;
  if (broken !== undefined) {
    const { message, icv, irn, link } = broken;
    const text = `BROKEN at ICV ${icv} (${irn}): ${link} / السلسلة مقطوعة\n  ${message.en}\n  ${message.ar}`;
    tell(context, { intact: false, broken }, text);
    return EXIT.refused;
  }
  if ("message" in activities) {
    const text = `BROKEN in the activity log / سجل النشاط مقطوع\n  ${activities.message.en}\n  ${activities.message.ar}`;
    tell(context, { intact: false, activities }, text);
    return EXIT.refused;
  }
  const documents = chains.reduce((sum, chain) => sum + chain.documents, 0);
  const heads = chains.map(
    (c) =>
      `  CSID ${c.csid}: ICV 1 to ${c.documents}, head ${c.head}${c.isRemote ? " (kept by the middleware: not recomputed)" : ""}`,
  );
  const text = [
    `intact: ${documents} documents / سليم: ${counted(documents, DOCUMENTS)}`,
    ...heads,
    `  activity log: intact to row ${activities.id} / سجل النشاط سليم حتى السطر ${activities.id}`,
  ];
  tell(context, { intact: true, chains, activities }, text.join("\n"));
  return EXIT.done;
}

/** A backup is one file too. */
async function verifyOne(context: CommandContext, path: string, schemas: string | undefined): Promise<ExitCode> {
  const { holdsDatabase } = await import("../store/database.ts");
  return holdsDatabase(path) ? await verifyLedger(context, path) : await verifyFile(context, path, schemas);
}

async function verifyFile(context: CommandContext, path: string, schemas: string | undefined): Promise<ExitCode> {
  const { fileReport, reportText } = await import("./verify-file.ts");
  const report = await fileReport(readFileSync(path), schemas);
  tell(context, report, reportText(path, report));
  return report.genuine ? EXIT.done : EXIT.refused;
}

/** Every XML file below a folder; the first that is not genuine is told with its links. */
async function verifyArchive(context: CommandContext, folder: string, schemas: string | undefined): Promise<ExitCode> {
  const { fileReport, reportText } = await import("./verify-file.ts");
  const { isArchive, listFindings } = await import("./verify-archive.ts");
  const findings = isArchive(folder) ? listFindings(folder) : [];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".xml") && statOf(join(folder, name)).isFile())
    .sort();
  if (files.length === 0) throw new Fault("configuration", `${folder} holds neither a ledger nor XML files`);
  const reports: { readonly file: string; readonly genuine: boolean; readonly firstBroken?: string }[] = [];
  const texts: string[] = [];
  for (const name of files) {
    const file = join(folder, name);
    const report = await fileReport(readFileSync(file), schemas);
    const { genuine, firstBroken } = report;
    reports.push({ file, genuine, ...(firstBroken === undefined ? {} : { firstBroken }) });
    if (!genuine) texts.push(reportText(file, report));
  }
  const broken = reports.filter(({ genuine }) => !genuine).length;
  const isIntact = broken === 0 && findings.length === 0;
  const touched = findings.map(({ file, message }) => `  ✗ ${file}: ${message.en} · ${message.ar}`);
  tell(
    context,
    { genuine: isIntact, files: reports, findings },
    [
      `${files.length - broken} of ${files.length} genuine / سليم ${files.length - broken} من ${files.length}`,
      ...touched,
      ...texts,
    ].join("\n"),
  );
  return isIntact ? EXIT.done : EXIT.refused;
}
