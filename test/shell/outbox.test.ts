// The outbox of a whole unit: one document without a verdict holds nobody up, and closing ends a run at the next document.
import { expect, test } from "vitest";
import { standardSale } from "../support/standard-sale.ts";
import { openTestUnit, TEST_VAT, testSale } from "../support/unit.ts";

const ONE_BY_ONE = { outbox: { inFlight: 1 } };

test("flush() reports the others beside a document without a verdict, and says which one it is", async () => {
  await using own = await openTestUnit(ONE_BY_ONE);
  for (const n of [1, 2, 3]) own.unit.terminal.issue(testSale(`unjudged/${n}`));
  own.simulator.admin.inject({ fault: "400-html", calls: ["reporting"], times: 1 });
  const summary = await own.unit.terminal.flush();
  expect(summary).toEqual({ sent: 3, accepted: 2, rejected: 0, waiting: 1 });
  expect(own.logged.filter((line) => line.includes('"alarm":"document-not-judged"'))).toEqual([
    expect.stringContaining("INV-000001"),
  ]);
  expect(await own.unit.terminal.flush()).toMatchObject({ accepted: 1, waiting: 0 });
});

test("flush() takes no number of answers 400 without a reason for a refusal: the document was accepted before them", async () => {
  await using own = await openTestUnit(ONE_BY_ONE);
  const { terminal } = own.unit;
  terminal.issue(testSale("hiccup/1"));
  own.simulator.admin.inject({ fault: "reset-after", calls: ["reporting"], times: 1 });
  await terminal.flush();
  own.simulator.admin.inject({ fault: "400-null", calls: ["reporting"], times: 6 });
  for (let n = 0; n < 6; n++) expect(await terminal.flush()).toMatchObject({ rejected: 0, waiting: 1 });
  expect(own.logged.filter((line) => line.includes('"alarm":"document-held"')).length).toBe(3);
  expect((await terminal.correct("INV-000001", true))?.kind).toBe("refused");
  expect(await terminal.flush()).toMatchObject({ accepted: 1, waiting: 0 });
  expect(own.simulator.admin.documents().filter(({ call }) => call === "reporting")).toHaveLength(1);
});

test("flush() pauses the queue when two documents in a row get no verdict: that is a proxy", async () => {
  await using own = await openTestUnit(ONE_BY_ONE);
  for (const n of [1, 2, 3]) own.unit.terminal.issue(testSale(`proxy/${n}`));
  own.simulator.admin.inject({ fault: "400-html", calls: ["reporting"], times: 2 });
  const summary = await own.unit.terminal.flush();
  expect(summary).toMatchObject({ sent: 2, accepted: 0, waiting: 3 });
  expect(summary.paused?.en).toContain("proxy");
});

test("close() ends a run after the document under way, and the run still has its ledger", async () => {
  await using own = await openTestUnit(ONE_BY_ONE);
  for (let n = 1; n <= 20; n++) own.unit.terminal.issue(testSale(`closing/${n}`));
  const isUnderWay = new Promise<void>((resolve) => {
    own.unit.terminal.listen(({ event }) => event === "gateway" && resolve());
  });
  const run = own.unit.terminal.flush();
  await isUnderWay;
  await own.unit.close();
  const { sent, waiting } = await run;
  expect(sent).toBeLessThan(20);
  expect(sent + waiting).toBe(20);
});

test("renew() twice at the same time renews once; the second caller is told that it is under way", async () => {
  await using own = await openTestUnit();
  const { terminal } = own.unit;
  const renew = () => terminal.renew(own.simulator.admin.otp(TEST_VAT), () => undefined);
  const [first, second] = await Promise.all([renew(), renew()]);
  expect(first.ok).toBe(true);
  expect(second).toMatchObject({ ok: false, error: { code: "busy" } });
  expect(terminal.issue(testSale("renewed")).kind).toBe("issued");
});

test("close() lets a clearance under way end before the ledger closes", async () => {
  await using own = await openTestUnit({ unit: { functionalityMap: "1100" } });
  const outcome = own.unit.terminal.issue(standardSale("b2b/1"));
  if (outcome.kind !== "clearing") throw new Error(outcome.kind);
  await own.unit.close();
  expect(await outcome.outcome).toMatchObject({ kind: "issued", document: { state: "cleared" } });
});
