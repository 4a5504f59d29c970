// The checker, a program that shares no code with the agent: judges a state folder against what the outside has seen.
// It reads one request a line on standard input and answers one line each; with a folder as argument it judges that.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chainFindings } from "./chain.ts";
import { type Evidence, evidenceFindings, untoldFindings } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { readLedger } from "./ledger.ts";
import { type Canaries, secretFindings } from "./secrets.ts";

/** What to judge. */
export interface CheckRequest {
  /** The state folder. */
  readonly state: string;
  /** A file of evidence, one JSON value a line, and how many lines of it count. */
  readonly evidence?: { readonly path: string; readonly lines: number };
  /** Nothing waits any more: what the ledger holds, the gateway must hold. */
  readonly isAllTold?: boolean;
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

function check({ state, evidence, secrets, isAllTold = false }: CheckRequest, scratch: string): Verdict {
  const seen = evidence === undefined ? [] : evidenceOf(evidence);
  const leaks = secrets === undefined ? [] : secretFindings(secrets.places, secrets.canaries);
  try {
    const rows = readLedger(state, scratch);
    const untold = isAllTold ? untoldFindings(rows, seen) : [];
    const findings = [...chainFindings(rows), ...evidenceFindings(rows, seen), ...untold, ...leaks];
    return { documents: rows.length, findings };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { documents: 0, findings: [finding("I1", "lost")(`the ledger cannot be read: ${why}`), ...leaks] };
  }
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
