// A backup is whole or is not there: everything that was known when it was asked for is in it, and every stamp verifies.
import { existsSync } from "node:fs";
import type Sqlite from "better-sqlite3";
import { chainFindings } from "./chain.ts";
import { type Evidence, evidenceFindings } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { documentsIn, lookInto } from "./ledger.ts";

const damaged = finding("I1", "lost");

export interface BackupRequest {
  readonly path: string;
  /** How many pieces of evidence there were when it was asked for. */
  readonly lines: number;
}

/** What is wrong with a backup. */
export function backupFindings(
  { path, lines }: BackupRequest,
  evidence: readonly Evidence[],
  scratch: string,
): readonly Finding[] {
  const isTold = evidence.some(({ kind }) => kind === "backed-up");
  if (!existsSync(path)) return isTold ? [damaged(`${path} was said to be written, and is not there`)] : [];
  return lookInto(path, scratch, (database) => contentFindings(database, evidence.slice(0, lines))) ?? [];
}

function contentFindings(database: Sqlite.Database, known: readonly Evidence[]): readonly Finding[] {
  const integrity = database.pragma("integrity_check", { simple: true });
  if (integrity !== "ok") return [damaged(`a backup is damaged: ${String(integrity)}`)];
  const rows = documentsIn(database);
  return [...chainFindings(rows), ...evidenceFindings(rows, known)];
}
