// The printer's queue: what was promised is in it, and in the end nothing waits.
import type Sqlite from "better-sqlite3";
import type { Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { hasTable } from "./ledger.ts";

const lost = finding("I1", "lost");

/** The states of the printer's jobs by number. */
export function spoolIn(database: Sqlite.Database): ReadonlyMap<number, string> {
  if (!hasTable(database, "print_job")) return new Map();
  const rows = database.prepare<[], { id: number; state: string }>("SELECT id, state FROM print_job").all();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

const WAITING: readonly string[] = ["queued", "sending"];

/** Jobs that were promised and are gone, or that wait when nothing should. */
export function spoolFindings(
  jobs: ReadonlyMap<number, string>,
  evidence: readonly Evidence[],
  isAllTold: boolean,
): readonly Finding[] {
  return [
    ...evidence.flatMap((seen) =>
      seen.kind === "spooled" && !jobs.has(seen.job)
        ? [lost(`the print job ${seen.job} was promised and is gone`)]
        : [],
    ),
    ...(isAllTold ? [...jobs] : [])
      .filter(([, state]) => WAITING.includes(state))
      .map(([job, state]) => lost(`the print job ${job} is still ${state}`)),
  ];
}
