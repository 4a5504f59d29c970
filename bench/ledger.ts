// What a long life costs: a ledger of N documents beside an empty one. CPU time, since other work on the machine does not
// change it; ratios, since machines differ. Run: node bench/ledger.ts --documents 100000 [--genuine 2000]
// Genuine documents are priced, stamped and chained; the others are copies of their rows in a chain of their own, which
// costs what genuine ones cost to keep, list, search and count, and would pass no audit.
import { statSync } from "node:fs";
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

const quiet = { log: () => undefined, credentials: undefined };

/** CPU milliseconds of one call: the median of many. */
async function cpuMs(times: number, work: (n: number) => unknown): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const before = process.cpuUsage();
    await work(n);
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return taken.sort((a, b) => a - b)[times >> 1] ?? 0;
}

type Figures = Readonly<Record<string, number>>;
const ISSUES = 60;
const CALLS = 15;

/** Every figure of a unit as it stands. */
async function figures(own: TestUnit, round: string): Promise<Figures> {
  let unit: Unit | undefined;
  const started = await cpuMs(1, () => {
    unit = openUnit(own.config, quiet);
    return unit.terminal.status();
  });
  if (unit === undefined) throw new Error("no unit");
  const { terminal } = unit;
  const app = createApp({ terminal, port: () => 0, onBug: rethrow, onFault: rethrow, stuck: () => undefined });
  const get = async (path: string): Promise<void> => {
    const answer = await app.request(`http://localhost${path}`, {}, { local: true });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const [last] = terminal.list({ limit: 1 });
  const day = last?.link.issuedAt.date ?? "2026-01-01";
  const first = await cpuMs(1, () => terminal.issue(testSale(`${round}/first`)));
  const issue = await cpuMs(ISSUES, (n) => terminal.issue(testSale(`${round}/${n}`)));
  const asked: Readonly<Record<string, string>> = {
    status: "/v1/status",
    metrics: "/metrics",
    "list of 50": "/v1/invoices",
    "list of an old day": "/v1/invoices?from=2022-03-01&to=2022-03-01",
    "list of what was refused": "/v1/invoices?state=rejected",
    "list of credit notes": "/v1/invoices?type=credit-note",
    "search of a number": "/v1/invoices?search=001234",
    "search of nothing": "/v1/invoices?search=no-such-number",
    "day report": `/v1/reports/day/${day}`,
  };
  const calls: Record<string, number> = {};
  for (const [name, path] of Object.entries(asked)) calls[name] = await cpuMs(CALLS, () => get(path));
  const rss = process.memoryUsage().rss / 1e6;
  await unit.close();
  return { "start, to a status": started, "first sale": first, "a sale": issue, ...calls, "RSS, MB": rss };
}

function rethrow(thrown: unknown): never {
  throw thrown;
}

await using own = await openTestUnit();
await own.unit.close();
await figures(own, "warm");
const empty = await figures(own, "empty");
seedLedger(own.config, genuine);
copyDocuments(own.config, documents - genuine);
const full = await figures(own, "full");
const bytes = statSync(join(own.config.state.folder, "ledger.db")).size / documents;

console.log(`CPU milliseconds, median, beside an empty ledger and with ${documents} documents (${genuine} genuine)`);
for (const [name, value] of Object.entries(full)) {
  const before = empty[name] ?? 0;
  console.log(
    `  ${name.padEnd(26)} ${before.toFixed(2).padStart(9)} ${value.toFixed(2).padStart(9)}  × ${(value / before).toFixed(2)}`,
  );
}
console.log(`  ${bytes.toFixed(0)} bytes a document on disk`);
