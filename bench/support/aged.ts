// Two terminals: one on its first day, and one that has sold for years.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "../../agent/api/app.ts";
import { openUnit, type Unit } from "../../agent/wire.ts";
import { copyDocuments } from "../../test/support/copy-documents.ts";
import { seedLedger } from "../../test/support/seed-ledger.ts";
import { openTestUnit, type TestUnit } from "../../test/support/unit.ts";

/** The young one first. */
export type Pair<T> = readonly [T, T];

/** What both have sold: a page of the list, and something for every search to find. */
const FIRST_DAY = 200;
/**
 * Documents that are priced, stamped and chained like a shop's. The others are copies of their rows in a chain of their
 * own, which costs what genuine ones cost to keep, list, search and count, and would pass no audit.
 */
const GENUINE = 2_000;

/** Two onboarded units, closed. */
export async function youngAndOld(documents: number): Promise<Pair<TestUnit>> {
  const [young, old] = [await closedUnit(), await closedUnit()];
  seedLedger(young.config, Math.min(FIRST_DAY, documents));
  seedLedger(old.config, Math.min(GENUINE, documents));
  copyDocuments(old.config, Math.max(0, documents - GENUINE));
  return [young, old];
}

async function closedUnit(): Promise<TestUnit> {
  const own = await openTestUnit();
  await own.unit.close();
  return own;
}

export const opened = ({ config }: TestUnit): Unit =>
  openUnit(config, { log: () => undefined, credentials: undefined });

/** Not searched for secrets as a test's unit is: that reads everything it ever wrote. */
export async function discard({ simulator, folder }: TestUnit): Promise<void> {
  await simulator.close();
  rmSync(folder, { recursive: true });
}

export const bytesOnDisk = ({ config }: TestUnit): number => statSync(join(config.state.folder, "ledger.db")).size;

/** Calls a unit's API and reads the answer. @throws Error where it is not 200. */
export function callerOf({ terminal }: Unit): (path: string) => Promise<void> {
  const app = createApp({ terminal, port: () => 0, onBug: rethrow, onFault: rethrow, stuck: () => undefined });
  return async (path) => {
    const answer = await app.request(`http://localhost${path}`, {}, { local: true });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
}

function rethrow(thrown: unknown): never {
  throw thrown;
}
