// A wall clock that jumps, at the start and while the agent runs: no document is dated before the one before it, none in
// a year that has not come, and with the right time back it sells on.
import { type Finding, finding } from "../checker/finding.ts";
import { type Desk, openDesk } from "../desk.ts";
import type { Scenario } from "./scenario.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const wrong = finding("I3", "unverified");

interface Jump {
  readonly name: string;
  /** How far the clock is off, milliseconds. */
  readonly by: () => number;
  /** Whether a sale may be dated so. */
  readonly maySell: boolean;
}

const JUMPS: readonly Jump[] = [
  { name: "a day back", by: () => -DAY, maySell: false },
  { name: "ten minutes back", by: () => -10 * MINUTE, maySell: false },
  { name: "to 1970", by: () => -Date.now(), maySell: false },
  { name: "ten years on", by: () => 10 * 365 * DAY, maySell: false },
  { name: "a minute on", by: () => MINUTE, maySell: true },
];

export const clockJumps: Scenario = {
  name: "clock-jumps",
  run: async (stage) => {
    const desk = await openDesk(stage, "clock-jumps");
    try {
      await desk.start();
      await desk.sell("before");
      for (const jump of JUMPS) {
        for (const isAtStart of [false, true]) {
          const where = `clock-jumps: ${jump.name} ${isAtStart ? "at the start" : "while it runs"}`;
          stage.tally.count(where, [...(await tryJump(desk, jump, isAtStart)), ...(await desk.docket.judge())]);
        }
      }
    } finally {
      await desk.close();
    }
  },
};

async function tryJump(desk: Desk, jump: Jump, isAtStart: boolean): Promise<readonly Finding[]> {
  if (isAtStart) await desk.stop();
  desk.control.order({ clockMs: jump.by() });
  const hasStarted = await desk.start();
  const sale = hasStarted ? await desk.sell(`${jump.name} ${isAtStart}`) : undefined;
  if (isAtStart) await desk.stop();
  desk.control.order({});
  const isSold = sale?.status === 200 || sale?.status === 201;
  // After a jump ahead the right time is behind the last document: the ledger then waits for it to pass.
  const again = isSold ? undefined : await desk.insist(`after ${jump.name} ${isAtStart}`);
  return [
    ...(isSold && !jump.maySell ? [wrong(`a sale was dated ${sale?.body["issuedAt"]}`)] : []),
    ...(isSold || sale === undefined || sale.status === 503 ? [] : [wrong(`a sale was answered ${sale.status}`)]),
    ...(again === undefined || [200, 201].includes(again.status)
      ? []
      : [wrong(`with the right time back it answers ${again.status}: ${JSON.stringify(again.body)}`)]),
  ];
}
