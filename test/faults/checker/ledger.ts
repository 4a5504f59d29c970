// The ledger as it lies on the disk: copied away before it is opened, so that looking changes nothing.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";

export const LEDGER_FILE = "ledger.db";

export interface LedgerRow {
  readonly id: number;
  readonly csid: string;
  readonly icv: number;
  readonly uuid: string;
  readonly irn: string;
  readonly generation: number;
  readonly reference: string | null;
  readonly hash: string;
  readonly pih: string;
  readonly qr: string;
  readonly xml: string;
  /** How many copies of its paper were asked for. */
  readonly copies: number;
}

const SELECT = `SELECT id, csid, icv, uuid, irn, generation, reference, hash, pih, qr, xml,
    (SELECT count(*) FROM print_job p WHERE p.document = d.id AND p.copy > 0) AS copies
  FROM document d ORDER BY csid, icv, id`;

/**
 * Every document of a state folder, chain by chain; none where there is no ledger or no table yet.
 * @throws Error where the file cannot be read as a database.
 */
export function readLedger(folder: string, scratch: string): readonly LedgerRow[] {
  if (!existsSync(join(folder, LEDGER_FILE))) return [];
  const copy = mkdtempSync(join(scratch, "ledger-"));
  try {
    for (const name of [LEDGER_FILE, `${LEDGER_FILE}-wal`, `${LEDGER_FILE}-journal`]) {
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
    }
    return rowsOf(join(copy, LEDGER_FILE));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function rowsOf(path: string): readonly LedgerRow[] {
  const database = new Sqlite(path);
  try {
    const hasTable = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'document'").get() !== undefined;
    return hasTable ? database.prepare<[], LedgerRow>(SELECT).all() : [];
  } finally {
    database.close();
  }
}
