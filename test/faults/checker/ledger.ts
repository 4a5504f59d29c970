// The ledger as it lies on the disk: copied away before it is opened, so that looking changes nothing.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { unpacker } from "./unpack.ts";

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
  readonly profile: string;
  /** What the gateway has made of it so far. */
  readonly state: string;
  /** The legal document of a cleared one: its bytes and its QR text. */
  readonly clearedXml: string | null;
  readonly clearedQr: string | null;
  /** How many copies of its paper were asked for. */
  readonly copies: number;
}

/** Of a ledger that packs, and of an older one, whose texts stand plain. */
const PACKED = "d.*, c.dictionary AS clearedDictionary, c.packed AS clearedPacked";
const PLAIN = "d.*";

const select = (columns: string): string => `SELECT ${columns}, o.state, c.xml AS clearedXml, c.qr AS clearedQr,
    (SELECT count(*) FROM print_job p WHERE p.document = d.id AND p.copy > 0) AS copies
  FROM document d LEFT JOIN outbox o ON o.document = d.id LEFT JOIN clearance c ON c.document = d.id
  ORDER BY csid, icv, id`;

const REPORTED: readonly string[] = ["reported", "reported-with-warnings"];

/**
 * The text the paper of a document shows: a standard document's own stamp is on no paper, unless the authority had
 * turned clearance off (303) and it was reported instead.
 */
export const legalQr = ({ profile, state, qr, clearedQr }: LedgerRow): string | null =>
  profile === "standard" && !REPORTED.includes(state) ? clearedQr : qr;

/** The bytes a reader gets. */
export const legalXml = ({ xml, clearedXml }: LedgerRow): string => clearedXml ?? xml;

/**
 * Every document of a state folder, chain by chain; none where there is no ledger or no table yet.
 * @throws Error where the file cannot be read as a database.
 */
export const readLedger = (folder: string, scratch: string): readonly LedgerRow[] =>
  lookInto(join(folder, LEDGER_FILE), scratch, documentsIn) ?? [];

/** Every document of an open database. */
export function documentsIn(database: Sqlite.Database): readonly LedgerRow[] {
  if (!hasTable(database, "document")) return [];
  const packs = hasTable(database, "dictionary");
  const rows = database.prepare<[], LedgerRow>(select(packs ? PACKED : PLAIN)).all();
  return packs ? rows.map(unpacker(database)) : rows;
}

/** Whether a database has a table. */
export const hasTable = (database: Sqlite.Database, name: string): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;

/** Looks into a copy of a database file and its log; undefined where there is none. @throws Error where it is damaged. */
export function lookInto<T>(path: string, scratch: string, look: (database: Sqlite.Database) => T): T | undefined {
  if (!existsSync(path)) return undefined;
  const copy = mkdtempSync(join(scratch, "ledger-"));
  try {
    for (const tail of ["", "-wal", "-journal"]) {
      if (existsSync(path + tail)) copyFileSync(path + tail, join(copy, LEDGER_FILE + tail));
    }
    const database = new Sqlite(join(copy, LEDGER_FILE));
    try {
      return look(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}
