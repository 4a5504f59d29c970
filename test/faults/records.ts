// Everything of a terminal's life that is recorded, and how many crash states of a hundred are of it: whoever adds a
// record adds a row.
import { join } from "node:path";
import { LEDGER_FILE } from "./checker/ledger.ts";
import { PUBLISHED } from "./checker/schema.ts";
import { makeOlder } from "./older-ledger.ts";
import { recordAgent } from "./record-agent.ts";
import { recordCommand } from "./record-command.ts";
import { clearAll, onboardAndSell, renewAndSell, sellAll } from "./record-doings.ts";
import { recordLedger } from "./record-ledger.ts";
import { KINDS } from "./recorder.ts";
import type { Run } from "./replay.ts";
import type { Unit } from "./unit.ts";
import type { Workshop } from "./workshop.ts";

export interface Stage {
  readonly workshop: Workshop;
  /** The onboarded unit; made when it is first asked for. */
  readonly unit: () => Promise<Unit>;
  readonly seed: number;
  /** In each recording; never more than a hundred. */
  readonly documents: number;
}

export interface RecordRow {
  readonly name: string;
  /** 0: only where it is asked for by name. */
  readonly share: number;
  readonly record: (stage: Stage) => Promise<Run>;
}

const EIO = 5;
const SLOW_FLUSH_MS = 12;
/** A few documents say as much of a way as many. */
const FEW = 3;

export const RECORDS: readonly RecordRow[] = [
  {
    name: "agent",
    share: 15,
    record: async ({ workshop, unit, seed, documents }) =>
      recordAgent(workshop, await unit(), { name: "agent", seed, documents, act: sellAll, hasSecondCopy: true }),
  },
  {
    // A disk so slow that sales are served while it flushes.
    name: "slow-disk",
    share: 15,
    record: async ({ workshop, unit, seed, documents }) => {
      const run = { seed, documents, act: sellAll, hasSecondCopy: true, flushMs: SLOW_FLUSH_MS };
      return recordAgent(workshop, await unit(), { name: "slow disk", ...run });
    },
  },
  {
    name: "ledger",
    share: 20,
    record: ({ workshop, seed, documents }) => recordLedger(workshop, { seed, documents }),
  },
  {
    // A flush fails, the process dies before it can do anything about it, and the next one finds what the kernel has.
    name: "flush",
    share: 10,
    record: ({ workshop, seed, documents }) => {
      const at = 13 + (seed % 40);
      const lives = [{ fail: { from: at, to: at, errno: EIO }, killAt: at + 1, kinds: KINDS.sync }, {}];
      return recordLedger(workshop, { seed, documents, lives });
    },
  },
  {
    name: "clear",
    share: 10,
    record: async ({ workshop, unit, seed }) =>
      recordAgent(workshop, await unit(), { name: "clear", seed, documents: FEW, act: clearAll }),
  },
  {
    name: "onboard",
    share: 8,
    record: async ({ workshop, unit, seed }) =>
      recordAgent(workshop, await unit(), { name: "onboard", seed, documents: 1, act: onboardAndSell, isRaw: true }),
  },
  {
    name: "renew",
    share: 8,
    record: async ({ workshop, unit, seed }) =>
      recordAgent(workshop, await unit(), { name: "renew", seed, documents: FEW, act: renewAndSell }),
  },
  {
    name: "migrate",
    share: 8,
    record: async ({ workshop, seed }) => {
      const version = 1 + (seed % (PUBLISHED.length - 1));
      const prepare = (state: string, sell: (documents: number) => void): void => {
        sell(FEW);
        makeOlder(join(state, LEDGER_FILE), version);
      };
      const begins = { name: ` from version ${version}`, prepare };
      const run = await recordLedger(workshop, { seed, documents: FEW + 1, begins });
      return { ...run, also: { isMigrating: true } };
    },
  },
  {
    name: "backup",
    share: 3,
    record: async ({ workshop, unit, seed }) =>
      recordCommand(workshop, await unit(), { name: "backup", seed, documents: FEW }),
  },
  {
    name: "restore",
    share: 3,
    record: async ({ workshop, unit, seed }) =>
      recordCommand(workshop, await unit(), { name: "restore", seed, documents: FEW }),
  },
  {
    name: "careless",
    share: 0,
    record: ({ workshop, seed, documents }) => recordLedger(workshop, { seed, documents, isCareless: true }),
  },
];
