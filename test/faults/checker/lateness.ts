// I8: a simplified invoice reaches the gateway within 24 hours of its issue, or an alarm was raised four hours before.
import type Sqlite from "better-sqlite3";
import { readDocument } from "./document.ts";
import type { Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { hasTable, type LedgerRow } from "./ledger.ts";

const HOUR_MS = 3_600_000;
const PERIOD_MS = 24 * HOUR_MS;
const AHEAD_MS = 4 * HOUR_MS;

const late = finding("I8", "unverified");

/** When the operator was told that documents wait, milliseconds since 1970. */
export const alarmsIn = (database: Sqlite.Database): readonly number[] =>
  hasTable(database, "activity") ? database.prepare<[], number>(ALARMS).pluck().all() : [];

const ALARMS = "SELECT at FROM activity WHERE action = 'alarm' AND subject = 'outbox-waiting' AND result <> 'none'";

/** Documents that came late without an alarm in time. */
export function latenessFindings(
  rows: readonly LedgerRow[],
  evidence: readonly Evidence[],
  alarms: readonly number[],
): readonly Finding[] {
  const acceptedAt = new Map(
    evidence.flatMap((seen) => (seen.kind === "accepted" ? [[seen.uuid, seen.at] as const] : [])),
  );
  return rows
    .filter(({ profile }) => profile === "simplified")
    .flatMap((row) => {
      const issued = issuedAt(row);
      const isInTime = (acceptedAt.get(row.uuid) ?? Infinity) - issued <= PERIOD_MS;
      const isTold = alarms.some((at) => at >= issued && at <= issued + PERIOD_MS - AHEAD_MS);
      return isInTime || isTold ? [] : [late(`${row.irn} was reported late, and no alarm came four hours before`)];
    });
}

/** From the document's own bytes: Riyadh time. */
function issuedAt({ xml }: LedgerRow): number {
  const { date, time } = readDocument(xml);
  return Date.parse(`${date}T${time}+03:00`);
}
