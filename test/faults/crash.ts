// npm run test:crash: kill -9 of the whole agent at the Nth operation, of a file or a socket, while it starts, issues,
// prints and reports; after each kill its folder is checked and it is started again, and the tills ask again.
import { join } from "node:path";
import { canariesOf } from "./canaries.ts";
import { CHECKER, openDocket } from "./checking.ts";
import { type LineChild, lineChild } from "./child.ts";
import { liveToTheEnd } from "./last-life.ts";
import { liveAndDie } from "./lives.ts";
import { suiteOptions } from "./options.ts";
import { randomOf } from "./random.ts";
import { createTally, type Tally } from "./tally.ts";
import { makeUnit, openShop, type Unit } from "./unit.ts";
import { inWorkshop, tell, type Workshop } from "./workshop.ts";

const KILLS = { ci: 100, session: 3_000, release: 100_000 } as const;
/** A unit keeps below a hundred documents. */
const KILLS_PER_UNIT = 20;

const { size, seed, lanes, program } = suiteOptions();

await inWorkshop(async (workshop) => {
  const unit = await makeUnit(workshop, program);
  const tally = createTally(tell);
  const started = performance.now();
  const units = Math.ceil(KILLS[size] / KILLS_PER_UNIT);
  let next = 0;
  const lane = async (): Promise<void> => {
    const checker = lineChild(CHECKER);
    for (let number = next++; number < units; number = next++) {
      const documents = await killUnit({ workshop, unit, checker, tally, number });
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      tell(`unit ${number}: ${documents} documents; ${tally.line()}; ${seconds} s so far`);
    }
    await checker.stop();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  tell(tally.line());
  return tally.isGood();
});

interface Round {
  readonly workshop: Workshop;
  readonly unit: Unit;
  readonly checker: LineChild;
  readonly tally: Tally;
  readonly number: number;
}

/** @returns how many documents the unit issued in all its lives. */
async function killUnit({ workshop, unit, checker, tally, number }: Round): Promise<number> {
  const random = randomOf("crash", seed, number);
  const shop = await openShop(unit, join(workshop.folder, `unit-${number}`));
  const docket = openDocket(checker, shop);
  const owed: string[] = [];
  try {
    for (let kill = 1; kill <= KILLS_PER_UNIT; kill++) {
      const where = `unit ${number}, kill ${kill}, seed ${seed}`;
      docket.add(await liveAndDie(shop, workshop, random, { owed, prefix: `${number}/${kill}` }));
      tally.count(where, await docket.judge());
    }
    const where = `unit ${number}, after the last kill, seed ${seed}`;
    const { evidence, findings } = await liveToTheEnd(shop, workshop, owed);
    docket.add(evidence);
    const secrets = { places: [shop.state, shop.log], canaries: canariesOf(shop) };
    tally.add(where, [...findings, ...(await docket.judge({ isAllTold: true, secrets }))]);
    return evidence.filter((seen) => seen.kind === "accepted").length;
  } finally {
    await shop.close();
  }
}
