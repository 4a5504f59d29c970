// Three days without a network, then back: everything is told, the oldest first, and the shop sells on all the while.
import { expect, test } from "vitest";
import { testSale } from "../support/unit.ts";
import { OFFLINE_DOCUMENTS } from "./options.ts";
import { reckon } from "./record.ts";
import { openShop, type Shop } from "./shop.ts";

const HOURS = 72;
const HOUR_MS = 3_600_000;
/** Ten minutes is the longest rest, and a rest is at least half of what it could be. */
const MOST_TRIES_PER_HOUR = 12 * 2;

test(`${OFFLINE_DOCUMENTS} documents in ${HOURS} hours offline are all accepted when the network is back`, async () => {
  await using shop = await openShop();
  shop.cable.pull();
  const callsBefore = calls(shop);
  await sellOffline(shop);
  shop.clock.pass(HOUR_MS);
  const { outbox } = shop.terminal().status();
  expect(outbox).toMatchObject({ pending: OFFLINE_DOCUMENTS, lateness: "late" });
  expect(outbox.late).toBeGreaterThan(OFFLINE_DOCUMENTS / 2);
  expect(alarms(shop)).toEqual(["alarm", "red", "critical", "late"]);
  expect(calls(shop) - callsBefore).toBeLessThan(HOURS * MOST_TRIES_PER_HOUR);

  await shop.cable.plug();
  await sellWhileTelling(shop);
  await shop.settle(24);
  const { wrong, ...figures } = reckon(shop);
  expect(wrong).toEqual([]);
  expect(arrivals(shop)).toEqual([...arrivals(shop)].sort((a, b) => a - b));
  const warned = shop.documents().filter(({ state }) => state === "reported-with-warnings");
  expect(warned).toHaveLength(outbox.late);
  expect(alarms(shop).at(-1)).toBe("none");
  console.info(JSON.stringify({ ...figures, late: warned.length, triesOffline: calls(shop) - figures.attempts }));
});

/** A sale every so often; the outbox tries as often as it would by itself. */
async function sellOffline(shop: Shop): Promise<void> {
  const pause = (HOURS * HOUR_MS) / OFFLINE_DOCUMENTS;
  for (let n = 0; n < OFFLINE_DOCUMENTS; n++) {
    expect((await shop.sell(testSale(`offline/${n}`))).kind).toBe("issued");
    await shop.settle(0);
    shop.clock.pass(pause);
  }
}

/** New sales are answered while the backlog is told: each before the backlog is through. */
async function sellWhileTelling(shop: Shop): Promise<void> {
  let isThrough = false;
  const telling = shop.settle(24).then(() => {
    isThrough = true;
  });
  for (let n = 0; n < 20; n++) {
    expect((await shop.sell(testSale(`back/${n}`))).kind).toBe("issued");
    expect(isThrough).toBe(false);
    await new Promise(setImmediate);
  }
  await telling;
}

/** Tries to reach the gateway, answered or not. */
const calls = ({ logged }: Shop): number =>
  logged.filter((line) => line.includes('"event":"call"') && line.includes('"call":"reporting"')).length;

const alarms = ({ logged }: Shop): readonly unknown[] =>
  logged
    .filter((line) => line.includes('"alarm":"outbox-waiting"'))
    .map((line) => (JSON.parse(line) as { subject: string }).subject);

/** Counter values in the order in which the gateway first saw them. */
const arrivals = ({ simulator }: Shop): readonly number[] =>
  simulator.admin
    .documents()
    .filter(({ call }) => call === "reporting")
    .map(({ icv }) => Number(icv));
