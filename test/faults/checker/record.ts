// The unit's own record as it lies in the ledger: which key it has a CSID for, and which it is asking one for.
import { join } from "node:path";
import type Sqlite from "better-sqlite3";
import { hasTable, LEDGER_FILE, lookInto } from "./ledger.ts";

interface RecordedCsid {
  readonly keyName: string;
  readonly token: string;
}

export interface RecordedEnrolment {
  readonly keyName: string;
  readonly step: "key-made" | "checking" | "requesting";
  /** A one-time password may have left. */
  readonly otpSent?: boolean;
  /** Why the last attempt stopped. */
  readonly trouble?: object;
  readonly compliance?: RecordedCsid;
}

/** What the record says; the first state of a unit has no record. */
export interface UnitRecord {
  readonly stage: "new" | "onboarding" | "ready" | "closing" | "decommissioned";
  readonly enrolment?: RecordedEnrolment;
  readonly renewal?: RecordedEnrolment;
  readonly active?: { readonly production: RecordedCsid; readonly compliance: RecordedCsid };
  readonly retired?: readonly RecordedCsid[];
}

/** The record in an open ledger. */
export function recordIn(database: Sqlite.Database): UnitRecord {
  const row = hasTable(database, "unit")
    ? database.prepare<[], { state: string }>("SELECT state FROM unit WHERE id = 1").get()
    : undefined;
  return row === undefined ? { stage: "new" } : (JSON.parse(row.state) as UnitRecord);
}

/** Reads the record of a state folder. @throws Error where the file cannot be read as a database. */
export const readRecord = (folder: string, scratch: string): UnitRecord =>
  lookInto(join(folder, LEDGER_FILE), scratch, recordIn) ?? { stage: "new" };

/** The enrolment under way, be it the first or a renewal. */
export const enrolmentIn = ({ enrolment, renewal }: UnitRecord): RecordedEnrolment | undefined => enrolment ?? renewal;

/** In one word, where an enrolment stands. */
export const placeOf = (record: UnitRecord): string => enrolmentIn(record)?.step ?? record.stage;
