// npm run test:faults: disks that fail at every operation, folders that are read-only, ledgers that are missing, damaged
// or older, flipped bits and jumping clocks. `--only NAME` runs one group.
import { CHECKER } from "./checking.ts";
import { lineChild } from "./child.ts";
import { suiteOptions } from "./options.ts";
import { agentDisk } from "./scenarios/agent-disk.ts";
import { agentReadOnly } from "./scenarios/agent-read-only.ts";
import { bitFlips } from "./scenarios/bit-flips.ts";
import { clockJumps } from "./scenarios/clock-jumps.ts";
import { ledgerDisk } from "./scenarios/ledger-disk.ts";
import { ledgerFiles } from "./scenarios/ledger-files.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { createTally } from "./tally.ts";
import { makeUnit, type Unit } from "./unit.ts";
import { inWorkshop, tell } from "./workshop.ts";

const SCENARIOS: readonly Scenario[] = [ledgerDisk, agentDisk, agentReadOnly, ledgerFiles, bitFlips, clockJumps];

const { size, seed, only, program } = suiteOptions();

await inWorkshop(async (workshop) => {
  const checker = lineChild(CHECKER);
  const tally = createTally(tell);
  let made: Promise<Unit> | undefined;
  const unit = (): Promise<Unit> => {
    made ??= makeUnit(workshop, program);
    return made;
  };
  try {
    for (const scenario of SCENARIOS.filter(({ name }) => only === undefined || only === name)) {
      const before = tally.tried();
      await scenario.run({ workshop, checker, tally, unit, size, seed });
      tell(`${scenario.name}: ${tally.tried() - before} cases`);
    }
  } finally {
    await checker.stop();
  }
  tell(tally.line());
  return tally.isGood();
});
