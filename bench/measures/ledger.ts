// What a long life costs: a ledger of many documents beside one of a first day, in turns. Processor time, since other work
// on the machine changes it least.
import { join } from "node:path";
import { CHAIN_START } from "../../agent/core/chain/audit.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { openToRead } from "../../agent/store/read-ledger.ts";
import { auditStretch } from "../../agent/work/audit-ledger.ts";
import { type TestUnit, testSale } from "../../test/support/unit.ts";
import { type Figure, plain, timesOf } from "../figure.ts";
import type { Size } from "../size.ts";
import { bytesOnDisk, callerOf, discard, opened, type Pair, youngAndOld } from "../support/aged.ts";

const BAR = 1.2;
/** Told without a bar: among more that looks alike there is more to look through. */
const SEARCH = "search of a number";
/** Kilobytes a document on disk, row, indexes, answer, paper and activity together. */
const MOST_KB = 4;
const STARTS = 7;
const SALES = 120;
const CALLS = 21;
const AUDITS = 7;
const AUDITED = 100;

/** What a page or a till asks for. */
const ASKED: Readonly<Record<string, string>> = {
  "the shop's status": "/v1/status",
  "the list's first page": "/v1/invoices",
  [SEARCH]: "/v1/invoices?search=INV-000123",
  "search of nothing": "/v1/invoices?search=no-such-number",
  "what was refused": "/v1/invoices?state=rejected",
};

export async function ledger({ documents }: Size): Promise<readonly Figure[]> {
  const pair = await youngAndOld(documents);
  try {
    const start = await cpuMs(STARTS, pair, async (own) => {
      const unit = opened(own);
      unit.terminal.status();
      await unit.close();
    });
    const seen = {
      "start, to a status, and stop": start,
      ...(await working([opened(pair[0]), opened(pair[1])])),
      "audit of a document": await audited(pair),
    };
    const size = { name: "a document on disk", took: bytesOnDisk(pair[1]) / documents / 1024, unit: "KB" } as const;
    return [...Object.entries(seen).map(([name, took]) => figureOf(name, took, documents)), plain(size, MOST_KB)];
  } finally {
    await Promise.all(pair.map(discard));
  }
}

async function working(units: Pair<ReturnType<typeof opened>>): Promise<Readonly<Record<string, Pair<number>>>> {
  const sale = await cpuMs(SALES, units, ({ terminal }, n) => terminal.issue(testSale(`bench/${n}`)));
  const callers = [callerOf(units[0]), callerOf(units[1])] as const;
  const calls: Record<string, Pair<number>> = {};
  for (const [name, path] of Object.entries(ASKED)) calls[name] = await cpuMs(CALLS, callers, (get) => get(path));
  await Promise.all(units.map((unit) => unit.close()));
  return { "a sale": sale, ...calls };
}

/** A day's documents proven from their bytes, as `khatm verify` proves every one: for each of them. */
async function audited(pair: Pair<TestUnit>): Promise<Pair<number>> {
  const [young, old] = await cpuMs(AUDITS, pair, ({ config }) => {
    const database = openToRead(join(config.state.folder, "ledger.db"));
    const chains = createLedger(database);
    const outcome = auditStretch(chains, chains.chains()[0] ?? "", { from: CHAIN_START, to: AUDITED });
    database.close();
    if (!("hash" in outcome) || outcome.icv !== AUDITED) throw new Error("the audit stopped on its way");
  });
  return [young / AUDITED, old / AUDITED];
}

const figureOf = (name: string, [young, old]: Pair<number>, documents: number): Figure =>
  timesOf(
    { what: "the same on the first day, processor time", took: young },
    { name: `${name}, ${documents} documents`, took: old, unit: "ms" },
    name === SEARCH ? undefined : BAR,
  );

/** Milliseconds of processor time of a call on each, in turns: the medians. */
async function cpuMs<T>(times: number, pair: Pair<T>, work: (one: T, n: number) => unknown): Promise<Pair<number>> {
  const taken = pair.map(() => [] as number[]);
  for (let n = 0; n < times; n++) {
    for (const [i, one] of pair.entries()) {
      const before = process.cpuUsage();
      await work(one, n);
      const { user, system } = process.cpuUsage(before);
      taken[i]?.push((user + system) / 1000);
    }
  }
  const [young = 0, old = 0] = taken.map((all) => all.sort((a, b) => a - b)[times >> 1] ?? 0);
  return [young, old];
}
