// How a fault case is played: with many seeds in one shop, and in the end every document was accepted exactly once, byte
// for byte, without a storm.
import { appendFileSync } from "node:fs";
import { expect, test } from "vitest";
import { seededRandom } from "../../simulator/fatoora/faults.ts";
import { standardSale } from "../support/standard-sale.ts";
import { testSale } from "../support/unit.ts";
import { type Chance, FAULT_CASES, type FaultCase } from "./fault-cases.ts";
import { SEEDS } from "./options.ts";
import { reckon } from "./record.ts";
import { openShop, type Shop, withPatience } from "./shop.ts";

/** The waits double from 2 s to ten minutes: an hour of illness has room for no more. */
const MOST_ATTEMPTS = 24;
const FOUR_DAYS = 96;

/** One test per case. They stand in several files, so that several processes play them. */
export function playCases(cases: readonly FaultCase[]): void {
  test.each(cases)("$name: each document is accepted exactly once", async (one) => {
    await using shop = await openShop({ map: "1100" });
    const { patienceMs } = one;
    if (patienceMs !== undefined) await shop.restart((config) => withPatience(config, patienceMs));
    for (let seed = 1; seed <= SEEDS; seed++) await play(shop, one, seed);
    const { wrong, ...figures } = reckon(shop);
    tell(one.name, figures);
    expect(wrong).toEqual([]);
    expect(figures.mostAttempts).toBeLessThanOrEqual(MOST_ATTEMPTS);
  });
}

async function play(shop: Shop, one: FaultCase, seed: number): Promise<void> {
  const chance = seededRandom(seed * FAULT_CASES.length + FAULT_CASES.indexOf(one));
  await one.begin(shop, chance);
  for (const sale of salesOf(one.name, seed, chance)) {
    await shop.sell(sale);
    shop.clock.pass(Math.floor(chance() * 20_000));
    await one.between?.(shop, chance);
    if (chance() < 0.5) await shop.settle(0);
  }
  await shop.settle(chance() < 0.5 ? 0 : 1);
  await one.end?.(shop);
  await shop.settle(FOUR_DAYS);
  const { outbox } = shop.terminal().status();
  expect([outbox.pending, outbox.held.waiting, outbox.rejected]).toEqual([0, 0, 0]);
}

function salesOf(name: string, seed: number, chance: Chance): readonly object[] {
  return Array.from({ length: 2 + Math.floor(chance() * 3) }, (_, n) => {
    const reference = `${name.replaceAll(/[^\w-]/g, "-")}/${seed}/${n}`;
    return chance() < 0.35 ? standardSale(reference) : testSale(reference);
  });
}

/** One line of figures per case, where a report is wanted. */
function tell(name: string, figures: object): void {
  const report = process.env["KHATM_GATEWAY_REPORT"];
  if (report !== undefined) appendFileSync(report, `${JSON.stringify({ name, seeds: SEEDS, ...figures })}\n`);
}
