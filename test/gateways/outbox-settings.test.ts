// What a shop sets of its outbox is what happens: how many at once, when the operator hears of it, how long it waits.
import { expect, test } from "vitest";
import { testSale } from "../support/unit.ts";
import { reckon } from "./record.ts";
import { openShop, type Shop } from "./shop.ts";

const HOUR_MS = 3_600_000;

test.each([1, 4])("inFlight = %i: so many at the same time and no more, the oldest first, each once", async (most) => {
  await using shop = await openShop({ changes: { outbox: { inFlight: most } } });
  for (let n = 0; n < 16; n++) await shop.sell(testSale(`flight/${n}`));
  const seen = watch(shop);
  shop.simulator.admin.turn({ latencyMs: 200 });
  await shop.settle(1);
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 16, mostReceived: 1, mostAttempts: 1 });
  expect(seen.most()).toBe(most);
  expect(seen.begun()).toEqual(shop.documents().map(({ link }) => link.uuid));
});

test("inFlight = 4 under faults: every document is still accepted exactly once", async () => {
  await using shop = await openShop({ changes: { outbox: { inFlight: 4 } } });
  for (const fault of ["504-after", "reset-after", "cut", "429"]) {
    shop.simulator.admin.inject({ fault, calls: ["reporting"], times: 5 });
  }
  for (let n = 0; n < 30; n++) await shop.sell(testSale(`ill/${n}`));
  await shop.settle(48);
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 30 });
  expect(shop.terminal().status().outbox).toMatchObject({ pending: 0, rejected: 0 });
});

test("alarmHours = [1, 2, 3]: the operator hears of it at those hours, and status says so", async () => {
  await using shop = await openShop({ changes: { outbox: { alarmHours: [1, 2, 3] } } });
  shop.cable.pull();
  await shop.sell(testSale("alarm/1"));
  const levels: string[] = [];
  for (let hour = 0; hour <= 24; hour++) {
    await shop.settle(0);
    levels.push(shop.terminal().status().outbox.lateness);
    shop.clock.pass(HOUR_MS);
  }
  expect([levels[0], levels[1], levels[2], levels[3], levels[23], levels[24]]).toEqual([
    "none",
    "alarm",
    "red",
    "critical",
    "critical",
    "late",
  ]);
  expect(alarmsOf(shop)).toEqual(["alarm", "red", "critical", "late"]);
});

test.each([
  [60, 59],
  [600, 5],
])("longestWaitSeconds = %i: an hour of silence brings at least %i tries", async (longestWaitSeconds, least) => {
  await using shop = await openShop({ changes: { outbox: { longestWaitSeconds } } });
  shop.simulator.admin.inject({ fault: "504", calls: ["reporting"], probability: 1 });
  await shop.sell(testSale("wait/1"));
  await shop.settle(1);
  const before = reckon(shop).attempts;
  await shop.settle(1);
  const tries = reckon(shop).attempts - before;
  expect(tries).toBeGreaterThanOrEqual(least);
  expect(tries).toBeLessThanOrEqual((2 * 3_600) / longestWaitSeconds + 1);
});

test("emptyAnswers = 1: an answer without a reason is tried once more, then once an hour until there is a verdict", async () => {
  await using shop = await openShop({ changes: { outbox: { emptyAnswers: 1 } } });
  shop.simulator.admin.inject({ fault: "400-null", calls: ["reporting"], times: 5 });
  await shop.sell(testSale("empty/1"));
  await shop.settle(1);
  expect(shop.terminal().status().outbox).toMatchObject({ pending: 1, rejected: 0 });
  expect(reckon(shop).attempts).toBeLessThanOrEqual(3);
  await shop.settle(6);
  expect(shop.terminal().status().outbox).toMatchObject({ pending: 0, rejected: 0 });
  expect(reckon(shop).attempts).toBe(6);
});

/** Looks at what passes the cable: how many reports are under way at once, and in which order they began. */
function watch({ cable, logged }: Shop): { readonly most: () => number; readonly begun: () => readonly string[] } {
  const begun: string[] = [];
  let most = 0;
  cable.spoil((sent) => {
    const [, uuid] = /"uuid":"([^"]+)"/.exec(sent) ?? [];
    if (uuid !== undefined) begun.push(uuid);
    const answered = logged.filter((line) => line.includes('"event":"call","call":"reporting"')).length;
    most = Math.max(most, begun.length - answered);
    return sent;
  });
  return { most: () => most, begun: () => begun };
}

const alarmsOf = ({ logged }: Shop): readonly string[] =>
  logged
    .filter((line) => line.includes('"alarm":"outbox-waiting"'))
    .map((line) => (JSON.parse(line) as { subject: string }).subject);
