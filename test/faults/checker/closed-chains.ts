// A ledger from a backup: its chains are closed for good, as nobody knows which counters were used after it. What it
// lacks is in the ledger that was set aside.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type Sqlite from "better-sqlite3";
import type { Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { documentsIn, hasTable, LEDGER_FILE, type LedgerRow, lookInto } from "./ledger.ts";

const open = finding("I2", "duplicate");

/** The CSIDs whose chains are closed. */
export const closedIn = (database: Sqlite.Database): readonly string[] =>
  hasTable(database, "closed_chain") ? database.prepare<[], string>("SELECT csid FROM closed_chain").pluck().all() : [];

/** Documents of closed chains that only a ledger set aside has. */
export function setAside(
  folder: string,
  rows: readonly LedgerRow[],
  closed: readonly string[],
  scratch: string,
): readonly LedgerRow[] {
  if (closed.length === 0) return [];
  const known = new Set(rows.map(({ uuid }) => uuid));
  const names = readdirSync(folder).filter((name) => name.startsWith(`${LEDGER_FILE}.replaced-`));
  return names
    .flatMap((name) => lookInto(join(folder, name), scratch, documentsIn) ?? [])
    .filter(({ uuid, csid }) => !known.has(uuid) && closed.includes(csid));
}

/** A restored ledger that could sign on in the chain of the backup. */
export const closedFindings = (closed: readonly string[], evidence: readonly Evidence[]): readonly Finding[] =>
  evidence.some(({ kind }) => kind === "restored") && closed.length === 0
    ? [open("a backup was put in the ledger's place, and no chain is closed")]
    : [];
