// What a long life costs: a ledger of N documents beside an empty one, measured in turns. CPU time, since other work on the
// machine changes it least; ratios, since machines differ. Run: node bench/ledger.ts --documents 1000000 [--genuine 2000]
// Genuine documents are priced, stamped and chained; the others are copies of their rows in a chain of their own, which
// costs what genuine ones cost to keep, list, search and count, and would pass no audit.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createApp } from "../agent/api/app.ts";
import { openUnit, type Unit } from "../agent/wire.ts";
import { copyDocuments } from "../test/support/copy-documents.ts";
import { seedLedger } from "../test/support/seed-ledger.ts";
import { openTestUnit, type TestUnit, testSale } from "../test/support/unit.ts";

const { values } = parseArgs({
  options: { documents: { type: "string", default: "10000" }, genuine: { type: "string", default: "2000" } },
});
const documents = Number(values.documents);
const genuine = Math.min(documents, Number(values.genuine));

const STARTS = 7;
const SALES = 120;
const CALLS = 21;

/** Both ledgers, the empty one first. */
type Pair<T> = readonly [T, T];

/** CPU milliseconds of a call on each ledger, in turns: the medians. */
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
  const [empty = 0, full = 0] = taken.map((all) => all.sort((a, b) => a - b)[times >> 1] ?? 0);
  return [empty, full];
}

const opened = ({ config }: TestUnit): Unit => openUnit(config, { log: () => undefined, credentials: undefined });

/** What a page or a till asks for. */
const ASKED: Readonly<Record<string, (day: string) => string>> = {
  status: () => "/v1/status",
  metrics: () => "/metrics",
  "list of 50": () => "/v1/invoices",
  "list of an old day": () => "/v1/invoices?from=2022-03-01&to=2022-03-01",
  "list of what was refused": () => "/v1/invoices?state=rejected",
  "list of credit notes": () => "/v1/invoices?type=credit-note",
  "search of a number": () => "/v1/invoices?search=001234",
  "search of nothing": () => "/v1/invoices?search=no-such-number",
  "report of today": (day) => `/v1/reports/day/${day}`,
};

/** A caller of a unit's API. */
function callerOf({ terminal }: Unit): (path: string) => Promise<void> {
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

async function figures(pair: Pair<TestUnit>): Promise<Readonly<Record<string, Pair<number>>>> {
  const start = await cpuMs(STARTS, pair, async (own) => {
    const unit = opened(own);
    unit.terminal.status();
    await unit.close();
  });
  const [empty, full] = [opened(pair[0]), opened(pair[1])];
  const units: Pair<Unit> = [empty, full];
  const sell = ({ terminal }: Unit, n: number): unknown => terminal.issue(testSale(`bench/${n}`));
  const first = await cpuMs(1, units, sell);
  const sale = await cpuMs(SALES, units, (unit, n) => sell(unit, n + 1));
  const callers: Pair<(path: string) => Promise<void>> = [callerOf(empty), callerOf(full)];
  const day = empty.terminal.list({ limit: 1 })[0]?.link.issuedAt.date ?? "";
  const calls: Record<string, Pair<number>> = {};
  for (const [name, pathOf] of Object.entries(ASKED))
    calls[name] = await cpuMs(CALLS, callers, (get) => get(pathOf(day)));
  await Promise.all(units.map((unit) => unit.close()));
  return { "start to status, stop": start, "first sale": first, "a sale": sale, ...calls };
}

/** A unit that is onboarded and closed. */
async function closedUnit(): Promise<TestUnit> {
  const own = await openTestUnit();
  await own.unit.close();
  return own;
}

/** Not searched for secrets as a test's unit is: that reads everything it ever wrote. */
async function discard({ simulator, folder }: TestUnit): Promise<void> {
  await simulator.close();
  rmSync(folder, { recursive: true });
}

const pair: Pair<TestUnit> = [await closedUnit(), await closedUnit()];
const [, old] = pair;
seedLedger(old.config, genuine);
copyDocuments(old.config, documents - genuine);
const seen = await figures(pair);
const bytes = statSync(join(old.config.state.folder, "ledger.db")).size / documents;

console.log(`CPU milliseconds, medians, of an empty ledger and one of ${documents} documents (${genuine} genuine)`);
for (const [name, [empty, full]] of Object.entries(seen)) {
  const ratio = (full / empty).toFixed(2);
  console.log(`  ${name.padEnd(26)} ${empty.toFixed(2).padStart(9)} ${full.toFixed(2).padStart(9)}  × ${ratio}`);
}
console.log(
  `  ${bytes.toFixed(0)} bytes a document on disk; RSS ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB with both open`,
);
await Promise.all(pair.map(discard));
