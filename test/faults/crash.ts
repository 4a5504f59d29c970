// npm run test:crash: kill -9 of the whole agent at the Nth operation, of a file or a socket, in the middle of whatever a
// terminal does in its life; after each kill its folder is checked and it is started again, and the tills ask again.
import { join } from "node:path";
import { canariesOf } from "./canaries.ts";
import type { Finding } from "./checker/finding.ts";
import type { CheckRequest } from "./checker/main.ts";
import { placeOf, readRecord } from "./checker/record.ts";
import { CHECKER, openDocket } from "./checking.ts";
import { type LineChild, lineChild } from "./child.ts";
import { onboard } from "./deeds/onboard.ts";
import { handOf } from "./deeds/table.ts";
import { createHits, type Hits } from "./hits.ts";
import { liveToTheEnd } from "./last-life.ts";
import type { Scene } from "./life.ts";
import { suiteOptions } from "./options.ts";
import { wrappingKeyIn } from "./places.ts";
import { randomOf } from "./random.ts";
import { createTally, type Tally } from "./tally.ts";
import { makeUnit, openShop, type Unit } from "./unit.ts";
import { inWorkshop, tell, type Workshop } from "./workshop.ts";

const KILLS = { ci: 100, session: 3_000, release: 100_000 } as const;
/** A unit keeps below a hundred documents. */
const KILLS_PER_UNIT = 20;

const { size, seed, only, tries, lanes, program } = suiteOptions();
const kills = tries ?? KILLS[size];

await inWorkshop(async (workshop) => {
  const unit = await makeUnit(workshop, program);
  const tally = createTally(tell);
  const hits = createHits();
  const started = performance.now();
  const units = Math.ceil(kills / KILLS_PER_UNIT);
  let next = 0;
  const lane = async (): Promise<void> => {
    const checker = lineChild(CHECKER);
    for (let number = next++; number < units; number = next++) {
      const documents = await killUnit({ workshop, unit, checker, tally, hits, number });
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      tell(`unit ${number}: ${documents} documents; ${tally.line()}; ${seconds} s so far`);
    }
    await checker.stop();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  tell(hits.line());
  tell(tally.line());
  return tally.isGood();
});

interface Round {
  readonly workshop: Workshop;
  readonly unit: Unit;
  readonly checker: LineChild;
  readonly tally: Tally;
  readonly hits: Hits;
  readonly number: number;
}

/** @returns how many documents the unit issued in all its lives. */
async function killUnit({ workshop, unit, checker, tally, hits, number }: Round): Promise<number> {
  const random = randomOf("crash", seed, number);
  const hand = handOf(seed, number, Math.min(KILLS_PER_UNIT, kills), only);
  const isRaw = hand[0]?.name === "onboard";
  const shop = await openShop(unit, join(workshop.folder, `unit-${number}`), { isRaw });
  const docket = openDocket(checker, shop);
  const wrappingKey = wrappingKeyIn(shop.folder);
  const owed: string[] = [];
  const sceneOf = (prefix: string): Scene => ({ shop, random, owed, prefix, seen: [], wrong: [], backups: [] });
  const judge = async (scene: Scene, more: Partial<CheckRequest> = {}): Promise<readonly Finding[]> => {
    const backups = scene.backups.map((path) => ({ path, lines: docket.lines() }));
    docket.add(scene.seen);
    return [...scene.wrong, ...(await docket.judge({ wrappingKey, backups, ...more }))];
  };
  try {
    for (const [index, deed] of hand.entries()) {
      const where = `unit ${number}, kill ${index + 1} (${deed.name}), seed ${seed}`;
      // What was onboarded is ready before anything else befalls it.
      if (isRaw && deed.name !== "onboard" && hand[index - 1]?.name === "onboard") {
        const rest = sceneOf(`${number}/rest`);
        await onboard(rest, undefined);
        tally.add(`unit ${number}, onboarded to its end, seed ${seed}`, await judge(rest));
      }
      const scene = sceneOf(`${number}/${index + 1}`);
      const before = placeOf(readRecord(shop.state, workshop.folder));
      hits.note(deed.name, before, await deed.live(scene));
      tally.count(where, await judge(scene));
    }
    const where = `unit ${number}, after the last kill, seed ${seed}`;
    const last = sceneOf(`${number}/last`);
    await liveToTheEnd(last);
    const secrets = { places: [shop.state, shop.log], canaries: canariesOf(shop) };
    tally.add(where, await judge(last, { isAllTold: true, secrets }));
    return last.seen.filter((seen) => seen.kind === "accepted").length;
  } finally {
    await shop.close();
  }
}
