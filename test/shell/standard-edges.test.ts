// Standard documents where it is narrow: no paper before the verdict, two tills at once, what is held and may never clear.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { createApp } from "../../agent/api/app.ts";
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import type { Clock } from "../../agent/ports/clock.ts";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { ClearOutcome, IssueOutcome } from "../../agent/terminal.ts";
import { openUnit } from "../../agent/wire.ts";
import { layCable } from "../support/cable.ts";
import { BUYER, standardSale } from "../support/standard-sale.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

const BOTH = { unit: { functionalityMap: "1100" } };

const settled = async (outcome: IssueOutcome): Promise<ClearOutcome> =>
  outcome.kind === "clearing" ? await outcome.outcome : outcome;
const sell = (own: Pick<TestUnit, "unit">, sale: unknown): Promise<ClearOutcome> =>
  settled(own.unit.terminal.issue(sale));

async function sold(own: TestUnit, sale: unknown): Promise<StoredDocument> {
  const outcome = await sell(own, sale);
  if (outcome.kind !== "issued") throw new Error(JSON.stringify(outcome));
  return outcome.document;
}

const alarms = ({ logged }: Pick<TestUnit, "logged">, alarm: string): readonly string[] =>
  logged.filter((line) => line.includes(`"alarm":"${alarm}"`));

const creditOf = ({ link }: StoredDocument, reference: string, quantity: string): object => ({
  ...standardSale(reference),
  type: "credit-note",
  originals: [{ irn: link.irn }],
  reason: "returned",
  lines: [
    {
      name: { ar: "فلات وايت", en: "Flat white" },
      quantity,
      price: "16.00",
      vat: "S",
      original: { irn: link.irn, line: 1 },
    },
  ],
  payments: [],
});

test("print() refuses a standard document before its verdict, in both languages; the original comes out when it is cleared", async () => {
  await using own = await openTestUnit(BOTH);
  const { terminal } = own.unit;
  const app = createApp({
    terminal,
    port: () => 0,
    onBug: (thrown) => console.error(thrown),
    onFault: () => undefined,
    stuck: () => undefined,
  });
  const ask = (method: string, path: string) =>
    app.request(`http://localhost/v1/invoices/INV-000001/${path}`, { method }, { local: true });
  own.simulator.admin.inject({ fault: "503", calls: ["clearance"], times: 1 });
  expect((await sell(own, standardSale("b2b/1"))).kind).toBe("awaiting");
  for (const [method, path] of [
    ["POST", "print"],
    ["GET", "receipt.png"],
    ["GET", "receipt.escpos"],
  ] as const) {
    const answer = await ask(method, path);
    const refusal = { code: "not-cleared", titles: { ar: expect.stringContaining("ليس فاتورة ضريبية") } };
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({ ...refusal, titles: expect.objectContaining(refusal.titles) }),
    ]);
  }
  await terminal.flush();
  await terminal.drainPrinter();
  expect(own.logged.filter((line) => line.includes('"printed"')).at(-1)).toMatch(/"irn":"INV-000001".*"copy":0/);
  expect((await ask("POST", "print")).status).toBe(202);
  const database = new Sqlite(join(own.folder, "state", "ledger.db"), { readonly: true });
  const actors = database.prepare("SELECT actor FROM activity WHERE action = 'reprint'").pluck().all();
  database.close();
  expect(actors).toEqual(["local operator"]);
});

test("convert() clears nothing where the receipt can no longer be credited in full", async () => {
  await using own = await openTestUnit(BOTH);
  const receipt = await sold(own, testSale("b2c/1"));
  await sold(own, { ...creditOf(receipt, "back/1", "1"), profile: "simplified" });
  const outcome = await own.unit.terminal.convert(receipt.link.irn, { buyer: BUYER });
  expect(outcome).toMatchObject({ kind: "refused" });
  expect(own.unit.terminal.list({ limit: 9 }).filter(({ profile }) => profile === "standard")).toEqual([]);
});

test("convert() credits a receipt with advance, tip and rounded cash", async () => {
  await using own = await openTestUnit(BOTH);
  const advance = await sold(own, testSale("advance/1", { type: "prepayment" }));
  const lines = [{ name: { ar: "مأدبة", en: "Banquet" }, quantity: "1", price: "100.03", vat: "S" }];
  const receipt = await sold(
    own,
    testSale("b2c/1", {
      lines,
      prepaid: [{ irn: advance.link.irn }],
      rounding: { to: "0.05" },
      tip: "1.95",
      payments: [{ means: "cash", amount: "70.00" }],
    }),
  );
  const outcome = await own.unit.terminal.convert(receipt.link.irn, { buyer: BUYER });
  expect(outcome).toMatchObject({ kind: "converted", credit: { totals: { gross: receipt.totals.gross } } });
});

test("issue() refuses references of conversions: they are the unit's own", async () => {
  await using own = await openTestUnit(BOTH);
  expect(own.unit.terminal.issue(testSale("convert/1"))).toMatchObject({
    kind: "refused",
    violations: [{ code: "unit/reference-reserved" }],
  });
});

test("issue() of two standard sales at once refuses the second use of a number, and more than is left to credit", async () => {
  await using own = await openTestUnit(BOTH);
  const original = await sold(own, standardSale("b2b/1"));
  const numbers = await Promise.all(["a", "b"].map((till) => sell(own, standardSale(till, { irn: "TILL-1" }))));
  expect(numbers).toMatchObject([{ kind: "issued" }, { kind: "refused", violations: [{ code: "unit/irn-used" }] }]);
  const credits = await Promise.all(["c", "d"].map((till) => sell(own, creditOf(original, till, "2"))));
  expect(credits.map(({ kind }) => kind)).toEqual(["issued", "refused"]);
});

test("flush() refuses a held sale whose number was taken in the meantime, with an alarm", async () => {
  await using cable = await layCable();
  await using own = await openTestUnit({ ...BOTH, gateway: { url: `${cable.origin}/e-invoicing/simulation` } }, cable);
  cable.pull();
  for (const till of ["a", "b"]) expect((await sell(own, standardSale(till, { irn: "TILL-1" }))).kind).toBe("held");
  await cable.plug();
  await own.unit.terminal.flush();
  expect(own.unit.terminal.status().outbox.held).toEqual({ waiting: 0, refused: 1 });
  expect(alarms(own, "held-sale-refused")).toEqual([expect.stringContaining('"codes":["unit/irn-used"]')]);
});

test("flush() goes on beside a held sale the unit cannot sign now, tells it once, and clears it later", async () => {
  await using cable = await layCable();
  await using own = await openTestUnit({ ...BOTH, gateway: { url: `${cable.origin}/e-invoicing/simulation` } }, cable);
  await sold(own, testSale("b2c/1"));
  cable.pull();
  expect((await sell(own, standardSale("b2b/1"))).kind).toBe("held");
  await own.unit.close();
  await cable.plug();
  const time = { offset: -3_600_000 };
  const wallMs = (): number => Date.now() + time.offset;
  const clock: Clock = {
    now: () => riyadhTime(wallMs()),
    verdict: () => ({ trusted: true, by: "setting" }),
    heard: () => undefined,
    wallMs,
    monotonicMs: () => performance.now(),
  };
  const logged: string[] = [];
  const log = (event: string, facts: object): void => void logged.push(JSON.stringify({ event, ...facts }));
  const unit = openUnit(own.config, { log, credentials: undefined, clock });
  try {
    expect(await unit.terminal.flush()).toMatchObject({ accepted: 1, waiting: 0 });
    await unit.terminal.flush();
    expect(alarms({ logged }, "held-sale-waits")).toHaveLength(1);
    time.offset = 0;
    await unit.terminal.flush();
    expect(unit.terminal.list({ limit: 1 })).toMatchObject([{ reference: "b2b/1", state: "cleared" }]);
  } finally {
    await unit.close();
  }
});

test("decommission() waits for standard documents without a verdict; a unit that ends holds no sale", async () => {
  await using cable = await layCable();
  await using own = await openTestUnit({ ...BOTH, gateway: { url: `${cable.origin}/e-invoicing/simulation` } }, cable);
  const { terminal } = own.unit;
  own.simulator.admin.inject({ fault: "503", calls: ["clearance"], times: 1 });
  expect((await sell(own, standardSale("b2b/1"))).kind).toBe("awaiting");
  expect(await terminal.decommission()).toEqual({ kind: "held", waiting: 1 });
  expect(terminal.status().csid.stage).toBe("ready");
  await terminal.flush();
  await sold(own, testSale("b2c/1"));
  cable.pull();
  expect((await terminal.decommission()).kind).toBe("waiting");
  await expect(sell(own, standardSale("b2b/2"))).rejects.toMatchObject({ code: "not-onboarded" });
  expect(terminal.status().outbox.held.waiting).toBe(0);
  await cable.plug();
  expect(await terminal.decommission()).toEqual({ kind: "done", rejected: 0 });
});
