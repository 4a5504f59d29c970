// The checker, a program that shares no code with the agent: judges a state folder against what the outside has seen.
// It reads one request a line on standard input and answers one line each; with a folder as argument it judges that.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type Sqlite from "better-sqlite3";
import { type BackupRequest, backupFindings } from "./backup.ts";
import { chainFindings, numberFindings } from "./chain.ts";
import { clearanceFindings } from "./clearance.ts";
import { closedFindings, closedIn, setAside } from "./closed-chains.ts";
import { closingFindings, closingsIn, resumedIn } from "./closings.ts";
import { enrolmentFindings, orphanFindings, unansweredIn } from "./enrolment.ts";
import { type Evidence, evidenceFindings, untoldFindings } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { alarmsIn, latenessFindings } from "./lateness.ts";
import { documentsIn, LEDGER_FILE, lookInto } from "./ledger.ts";
import { recordIn } from "./record.ts";
import { schemaIn } from "./schema.ts";
import { type Canaries, secretFindings, textFindings } from "./secrets.ts";
import { spoolFindings, spoolIn } from "./spool.ts";
import { keysOf } from "./vault-keys.ts";

/** What to judge. */
export interface CheckRequest {
  /** The state folder. */
  readonly state: string;
  /** A file of evidence, one JSON value a line, and how many lines of it count. */
  readonly evidence?: { readonly path: string; readonly lines: number };
  /** Nothing waits any more: what the ledger holds, the gateway must hold. */
  readonly isAllTold?: boolean;
  /** The file of the wrapping key: with it the vault and the unit's record are judged too. */
  readonly wrappingKey?: string;
  /** Backups of the ledger. */
  readonly backups?: readonly BackupRequest[];
  /** Only whether the schema is a published one: before anything opens the ledger and takes it further. */
  readonly isSchemaOnly?: boolean;
  /** Where to search for which secrets. */
  readonly secrets?: { readonly places: readonly string[]; readonly canaries: Canaries };
}

export interface Verdict {
  readonly documents: number;
  readonly findings: readonly Finding[];
}

const cached = new Map<string, readonly Evidence[]>();

function evidenceOf({ path, lines }: NonNullable<CheckRequest["evidence"]>): readonly Evidence[] {
  let known = cached.get(path) ?? [];
  if (known.length < lines) {
    const text = readFileSync(path, "utf8").trimEnd();
    known = text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as Evidence);
    cached.set(path, known);
  }
  return known.slice(0, lines);
}

function check(request: CheckRequest, scratch: string): Verdict {
  const { secrets } = request;
  const leaks = secrets === undefined ? [] : secretFindings(secrets.places, secrets.canaries);
  try {
    const { documents, findings } =
      request.isSchemaOnly === true ? schemaVerdict(request, scratch) : judge(request, scratch);
    return { documents, findings: [...findings, ...leaks] };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { documents: 0, findings: [finding("I1", "lost")(`the ledger cannot be read: ${why}`), ...leaks] };
  }
}

const schemaVerdict = ({ state }: CheckRequest, scratch: string): Verdict => ({
  documents: 0,
  findings: lookInto(join(state, LEDGER_FILE), scratch, schemaIn) ?? [],
});

const EMPTY = {
  rows: [],
  closed: [],
  closings: [],
  resumed: [],
  jobs: new Map<number, string>(),
  record: { stage: "new" },
  alarms: [],
  schema: [],
  unanswered: 0,
} as const;

const readAll = (database: Sqlite.Database) => ({
  rows: documentsIn(database),
  closed: closedIn(database),
  closings: closingsIn(database),
  resumed: resumedIn(database),
  jobs: spoolIn(database),
  record: recordIn(database),
  alarms: alarmsIn(database),
  schema: schemaIn(database),
  unanswered: unansweredIn(database),
});

/** What lies packed in a row, which a search of the files would miss. */
const textsOf = (row: object): readonly string[] => Object.values(row).filter((value) => typeof value === "string");

function judge(
  { state, evidence, wrappingKey, secrets, backups = [], isAllTold = false }: CheckRequest,
  scratch: string,
): Verdict {
  const seen = evidence === undefined ? [] : evidenceOf(evidence);
  const { rows, closed, closings, resumed, jobs, record, alarms, schema, unanswered } =
    lookInto(join(state, LEDGER_FILE), scratch, readAll) ?? EMPTY;
  const everywhere = [...rows, ...setAside(state, rows, closed, scratch)];
  const findings = [
    ...schema,
    ...chainFindings(rows),
    ...(everywhere.length > rows.length ? numberFindings(everywhere) : []),
    ...evidenceFindings(everywhere, seen),
    ...clearanceFindings(everywhere, seen),
    ...closedFindings(closed, seen),
    ...closingFindings(closings, resumed, seen),
    ...spoolFindings(jobs, seen, isAllTold),
    ...(isAllTold
      ? [
          ...untoldFindings(rows, seen),
          ...latenessFindings(rows, seen, alarms),
          ...orphanFindings(record, unanswered, seen),
        ]
      : []),
    ...(wrappingKey === undefined ? [] : enrolmentFindings(record, keysOf(state, wrappingKey), seen)),
    ...(secrets === undefined ? [] : textFindings(rows.flatMap(textsOf), secrets.canaries)),
    ...backups.flatMap((backup) => backupFindings(backup, seen, scratch)),
  ];
  return { documents: rows.length, findings };
}

const scratch = mkdtempSync(join(tmpdir(), "khatm-checker-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

const [folder] = process.argv.slice(2);
if (folder !== undefined) {
  const verdict = check({ state: folder }, scratch);
  process.stdout.write(`${JSON.stringify(verdict, undefined, 2)}\n`);
  process.exitCode = verdict.findings.length === 0 ? 0 : 1;
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(check(JSON.parse(line) as CheckRequest, scratch))}\n`);
  }
}
