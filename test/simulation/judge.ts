// Whether a seed broke a promise: the ledger, the papers and the gateway's own books, read without any code of the agent.
import { join } from "node:path";
import type Sqlite from "better-sqlite3";
import { chainFindings } from "../faults/checker/chain.ts";
import { clearanceFindings } from "../faults/checker/clearance.ts";
import { closingFindings, closingsIn } from "../faults/checker/closings.ts";
import { readDocument, sha256 } from "../faults/checker/document.ts";
import { enrolmentFindings, orphanFindings, unansweredIn } from "../faults/checker/enrolment.ts";
import { type Evidence, evidenceFindings } from "../faults/checker/evidence.ts";
import { grouped } from "../faults/checker/grouped.ts";
import { documentsIn, LEDGER_FILE, type LedgerRow, legalQr, lookInto } from "../faults/checker/ledger.ts";
import { recordIn } from "../faults/checker/record.ts";
import type { VaultKey } from "../faults/checker/vault-keys.ts";
import type { Held } from "./gateway.ts";
import type { PaperSeen } from "./printer.ts";
import type { Acknowledged } from "./tills.ts";

/** An alarm about documents that wait, as the operator heard it; times are true ones, milliseconds since 1970. */
export interface AlarmHeard {
  readonly at: number;
  readonly level: string;
}

export interface Seen {
  /** The state folder and a folder for copies of it. */
  readonly state: string;
  readonly scratch: string;
  readonly acknowledged: readonly Acknowledged[];
  readonly papers: readonly PaperSeen[];
  readonly accepted: ReadonlyMap<string, Held>;
  readonly sent: ReadonlyMap<string, string>;
  readonly refusedAt: ReadonlyMap<string, number>;
  readonly complaints: readonly string[];
  readonly closed: readonly Evidence[];
  /** The calls that may make a CSID, and the CSIDs made. */
  readonly certificates: readonly Evidence[];
  readonly vault: readonly VaultKey[];
  readonly alarms: readonly AlarmHeard[];
  readonly endedAt: number;
}

const HOUR_MS = 3_600_000;
const DEADLINE_MS = 24 * HOUR_MS;
/** An alarm must come so long before a deadline. */
const WARNED_MS = 4 * HOUR_MS;
/** What a trusted clock may be wrong by. */
const CLOCK_MS = 5 * 60_000;

/** Every promise broken, in words; empty when all were kept. */
export function judgeSeed(seen: Seen): { readonly documents: number; readonly findings: readonly string[] } {
  const ledger = lookInto(join(seen.state, LEDGER_FILE), seen.scratch, readAll);
  if (ledger === undefined) return { documents: 0, findings: ["I1: the ledger is gone"] };
  const { rows, record, unanswered, closings } = ledger;
  const evidence = evidenceOf(seen);
  const found = [
    // Signatures are the work of other suites: here the last document of each seed stands for them.
    ...chainFindings(rows, rows.slice(-1)),
    ...evidenceFindings(rows, evidence),
    ...clearanceFindings(rows, evidence),
    ...closingFindings(closings, [], evidence),
    ...enrolmentFindings(record, seen.vault, evidence),
    ...orphanFindings(record, unanswered, evidence),
  ];
  return {
    documents: rows.length,
    findings: [
      ...found.map(({ invariant, what }) => `${invariant}: ${what}`),
      ...seen.complaints.map((what) => `I5: ${what}`),
      ...rows.flatMap((row) => toldFindings(row, rows, seen)),
      ...paperFindings(rows, seen),
      ...rows.flatMap((row) => lateFindings(row, rows, seen)),
    ],
  };
}

const readAll = (database: Sqlite.Database) => ({
  rows: documentsIn(database),
  record: recordIn(database),
  unanswered: unansweredIn(database),
  closings: closingsIn(database),
});

function evidenceOf({ acknowledged, accepted, sent, papers, certificates, closed }: Seen): readonly Evidence[] {
  return [
    ...acknowledged,
    ...certificates,
    ...closed,
    ...papers.flatMap(printed),
    ...[...sent].map(([uuid, xml]) => ({ kind: "sent" as const, uuid, xml })),
    ...[...accepted.values()].flatMap(({ uuid, hash, at, times, cleared }) => [
      { kind: "accepted" as const, uuid, hash, at, times },
      ...(cleared === undefined ? [] : [{ kind: "cleared" as const, uuid, xml: sha256(clearedText(cleared)) }]),
    ]),
  ];
}

/** Whether a paper is one too many is judged here, by what it says: the printer may bring out a marked one by itself. */
const printed = ({ qr, dots }: PaperSeen): readonly Evidence[] =>
  qr === undefined ? [] : [{ kind: "printed", qr, dots, isWhole: false }];

const clearedText = (base64: string): string => Buffer.from(base64, "base64").toString("utf8");

/** Of all generations of a number the last one is with the gateway, and no two are. */
function toldFindings(row: LedgerRow, rows: readonly LedgerRow[], { accepted }: Seen): readonly string[] {
  const later = rows.filter(({ irn, generation }) => irn === row.irn && generation > row.generation);
  const isTold = accepted.has(row.uuid);
  if (!isTold && later.length === 0) return [`I5: ${row.irn} was never told to the gateway`];
  return isTold && later.some(({ uuid }) => accepted.has(uuid)) ? [`I5: ${row.irn} was accepted twice`] : [];
}

/** An original begins to come out once; whatever comes after it says that it is a copy. */
function paperFindings(rows: readonly LedgerRow[], { papers }: Seen): readonly string[] {
  const originals = grouped(
    papers.filter(({ isCopy }) => !isCopy),
    ({ qr }) => qr ?? "",
  );
  return rows.flatMap((row) => {
    const began = originals.get(legalQr(row) ?? "none")?.length ?? 0;
    return began > 1 ? [`I6: ${row.irn} began ${began} times as an original`] : [];
  });
}

/** A number told late in its first generation that is accepted; a refusal counts as told, the operator knows it. */
function lateFindings(
  row: LedgerRow,
  rows: readonly LedgerRow[],
  { accepted, refusedAt, alarms, endedAt }: Seen,
): readonly string[] {
  if (row.generation > 1 || row.profile !== "simplified") return [];
  const { date, time } = readDocument(row.xml);
  const deadline = Date.parse(`${date}T${time}+03:00`) + DEADLINE_MS;
  const generations = rows.filter(({ irn }) => irn === row.irn);
  const told = Math.min(
    refusedAt.get(row.uuid) ?? endedAt,
    ...generations.flatMap(({ uuid }) => accepted.get(uuid)?.at ?? []),
  );
  if (told <= deadline + CLOCK_MS) return [];
  const last = alarms.findLast(({ at }) => at <= deadline - WARNED_MS);
  if (last !== undefined && last.level !== "none") return [];
  const hours = ((told - deadline) / HOUR_MS).toFixed(1);
  return [`I8: ${row.irn} was told ${hours} h late, and nobody was warned in time`];
}
