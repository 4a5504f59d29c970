// A terminal that wakes without network time, battery clock or anything to report: it asks the authority what time it is.
import { expect, test } from "vitest";
import { systemClock } from "../../agent/clock/system-clock.ts";
import { openUnit } from "../../agent/wire.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

/** The same unit after a night without power: nothing confirms its clock. */
async function wakeUp({ unit, config }: TestUnit) {
  await unit.close();
  const clock = systemClock({
    lastIssuedAt: () => 0,
    notBefore: () => 0,
    unverified: "refuse",
    sources: { isSynchronised: () => false, batteryClock: () => undefined },
  });
  return openUnit(config, { log: () => undefined, credentials: undefined, clock });
}
const untrusted = expect.objectContaining({ code: "clock-untrusted" });

test("the first turn asks the gateway for its time, and the shop may sell", async () => {
  await using own = await openTestUnit();
  const unit = await wakeUp(own);
  expect(() => unit.terminal.issue(testSale("too early"))).toThrow(untrusted);
  await unit.turn();
  expect(unit.terminal.issue(testSale("now"))).toMatchObject({ kind: "issued" });
  await unit.close();
});

test("while the gateway is away nothing is dated by an unconfirmed clock", async () => {
  await using own = await openTestUnit();
  const unit = await wakeUp(own);
  await own.simulator.close();
  await unit.turn();
  expect(() => unit.terminal.issue(testSale("still too early"))).toThrow(untrusted);
  await unit.close();
});
