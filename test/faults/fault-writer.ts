// A program that tries the real ledger code with one failing disk after the other: at the Nth operation of a sale, its
// paper and its report, for every N, once or from there on. It runs under the recorder and gives the orders itself.
// One line of JSON per case: where its folder lies, what was acknowledged, and what should not have happened.
import { cpSync, mkdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Fault, isFault } from "../../agent/core/errors.ts";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { Evidence } from "./checker/evidence.ts";
import { foreignDocument, readStampKey, referenceOf } from "./foreign-unit.ts";
import { type LedgerStore, openLedgerStore, printNext, reportNext } from "./ledger-store.ts";
import { type Control, openControl } from "./recorder.ts";
import { FAULTS, type FaultKind } from "./scenarios/fault-kinds.ts";

/** What became of one case. */
export interface FaultCase {
  readonly where: string;
  readonly folder: string;
  readonly evidence: readonly Evidence[];
  /** What the program did that it must not do. */
  readonly trouble: readonly string[];
}

const { values } = parseArgs({
  options: { folder: { type: "string", default: "." }, key: { type: "string", default: "" } },
});
const key = readStampKey(values.key);
const control = openControl(process.env["RECORDER_CONTROL"] ?? "");

const template = join(values.folder, "template");

/** A ledger with two documents: what every case begins with. */
async function makeTemplate(): Promise<void> {
  mkdirSync(template);
  const store = openLedgerStore(template);
  for (const n of [1, 2]) store.ledger.append("a", (place) => foreignDocument(key, n, place));
  await store.close();
}

/** @returns false when the path ended before the Nth operation: nothing failed, and there is no case. */
async function tryCase(kind: FaultKind, n: number): Promise<boolean> {
  const folder = join(values.folder, `${kind.name}-${n}`.replaceAll(" ", "-"));
  cpSync(template, folder, { recursive: true });
  const seen: StoredDocument[] = [];
  const trouble: string[] = [];
  const before = control.failures();
  await disturbed(folder, kind, n, seen, trouble);
  if (control.failures() === before) return false;
  await recovered(folder, seen, trouble);
  const line: FaultCase = { where: `${kind.name}, operation ${n}`, folder, evidence: seen.map(evidenceOf), trouble };
  writeSync(1, `${JSON.stringify(line)}\n`);
  return true;
}

async function disturbed(
  folder: string,
  kind: FaultKind,
  n: number,
  seen: StoredDocument[],
  trouble: string[],
): Promise<void> {
  const store = openLedgerStore(folder);
  try {
    arm(control, kind, n);
    seen.push(sell(store, 3));
    await printNext(store);
    reportNext(store);
    seen.push(sell(store, 4));
  } catch (thrown) {
    if (!isExpected(thrown)) trouble.push(`failed with ${thrown}`);
  } finally {
    await closeQuietly(store);
    control.order({});
  }
}

/** The disk is well again: what was sold is there, what was not can be. */
async function recovered(folder: string, seen: StoredDocument[], trouble: string[]): Promise<void> {
  try {
    const store = openLedgerStore(folder);
    for (const n of [3, 4, 5]) seen.push(sell(store, n));
    await store.close();
  } catch (thrown) {
    trouble.push(`does not recover: ${thrown}`);
  }
}

const sell = ({ ledger }: LedgerStore, n: number): StoredDocument =>
  ledger.findByReference(referenceOf(n)) ?? ledger.append("a", (place) => foreignDocument(key, n, place));

function arm({ operations, order }: Control, { errno, kinds, isLasting, half }: FaultKind, n: number): void {
  const from = operations() + n;
  order({ fail: { from, to: isLasting ? Number.MAX_SAFE_INTEGER : from, errno }, half, kinds });
}

/** Every failure of the world is a Fault, or SQLite's own error outside a sale. */
const isExpected = (thrown: unknown): boolean =>
  thrown instanceof Fault
    ? isFault(thrown, "outcome-unknown") || isFault(thrown, "storage-failed") || isFault(thrown, "storage-full")
    : thrown instanceof Error && thrown.name === "SqliteError";

async function closeQuietly(store: LedgerStore): Promise<void> {
  try {
    await store.close();
  } catch {
    // A disk that fails may also fail to close; the process goes on all the same.
  }
}

const evidenceOf = ({ reference, link, hash, qr }: StoredDocument): Evidence => ({
  kind: "acknowledged",
  reference: reference ?? "",
  uuid: link.uuid,
  hash,
  qr,
});

await makeTemplate();
for (const kind of FAULTS) for (let n = 1; await tryCase(kind, n); n++);
