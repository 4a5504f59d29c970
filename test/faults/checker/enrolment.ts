// F13: a crash inside onboarding or renewal loses no key that a CSID may exist for, and leaves no CSID behind that the
// record knows nothing of.
import type Sqlite from "better-sqlite3";
import { sha256 } from "./document.ts";
import type { Evidence, Seen } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { hasTable } from "./ledger.ts";
import { enrolmentIn, type UnitRecord } from "./record.ts";
import type { VaultKey } from "./vault-keys.ts";

const lostKey = finding("F13", "lost");
const orphan = finding("F13", "lost");

/**
 * What is wrong with the vault and the record, given the calls that left the machine. A key whose CSID was replaced by a
 * later one may be gone, and nothing else.
 */
export function enrolmentFindings(
  record: UnitRecord,
  vault: readonly VaultKey[],
  evidence: readonly Evidence[],
): readonly Finding[] {
  const names = new Map(vault.map(({ name, key }) => [name, key]));
  const asked = evidence.filter((seen): seen is Seen<"asked"> => seen.kind === "asked");
  const active = record.active?.production.keyName;
  const activeKey = active === undefined ? undefined : names.get(active);
  const replaced = activeKey === undefined ? -1 : asked.findIndex(({ key }) => key === activeKey);
  const needed = [active, enrolmentIn(record)?.keyName].filter((name) => name !== undefined);
  return [
    ...needed
      .filter((name) => !names.has(name))
      .map((name) => lostKey(`the record needs the key ${name}, the vault lacks it`)),
    ...asked.slice(Math.max(replaced, 0)).flatMap((one) => callFindings(one, record, names)),
  ];
}

function callFindings({ call, key }: Seen<"asked">, record: UnitRecord, names: ReadonlyMap<string, string>) {
  const [name] = [...names].find(([, known]) => known === key) ?? [];
  if (name === undefined)
    return [lostKey(`a CSID may exist for the key ${key.slice(0, 12)}…, which is gone (${call})`)];
  return knows(record, name, call)
    ? []
    : [orphan(`the record does not know that a CSID was asked for (${call}, ${name})`)];
}

function knows(record: UnitRecord, name: string, call: Seen<"asked">["call"]): boolean {
  if (record.active?.production.keyName === name) return true;
  const enrolment = enrolmentIn(record);
  if (enrolment?.keyName !== name) return false;
  const isTold = enrolment.otpSent === true || enrolment.trouble !== undefined;
  if (enrolment.step === "key-made") return isTold;
  return call !== "production" || enrolment.step === "requesting" || enrolment.trouble !== undefined;
}

/** In the end every production CSID of the gateway is in the record, or somebody was told that one may exist. */
export function orphanFindings(record: UnitRecord, alarms: number, evidence: readonly Evidence[]): readonly Finding[] {
  const recorded = [record.active?.production, ...(record.retired ?? [])].map((csid) => csid && sha256(csid.token));
  const unknown = evidence.filter((seen) => seen.kind === "issued" && !recorded.includes(seen.token));
  if (unknown.length <= alarms) return [];
  return [orphan(`the gateway holds ${unknown.length} CSIDs that nobody has, and ${alarms} alarms told of it`)];
}

const UNANSWERED = "SELECT count(*) FROM activity WHERE action = 'alarm' AND subject = 'csid-unanswered'";

/** How often the operator was told that the gateway may hold a CSID nobody has. */
export const unansweredIn = (database: Sqlite.Database): number =>
  hasTable(database, "activity") ? (database.prepare<[], number>(UNANSWERED).pluck().get() ?? 0) : 0;
