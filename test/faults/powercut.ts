// npm run test:powercut: every crash state of recorded runs under four loss models, opened by the real ledger code and
// checked. With --only careless it records commits that are not flushed, and succeeds only when that loses documents.
import { createJudge, type Judge } from "./judge.ts";
import { suiteOptions } from "./options.ts";
import { recordAgent } from "./record-agent.ts";
import { recordLedger } from "./record-ledger.ts";
import { KINDS } from "./recorder.ts";
import { crashStates, type Run } from "./replay.ts";
import { createTally, type Tally } from "./tally.ts";
import { makeUnit, type Unit } from "./unit.ts";
import { inWorkshop, tell, type Workshop } from "./workshop.ts";

const STATES = { ci: 4_000, session: 200_000, release: 1_000_000 } as const;
/** In each recording; never more than a hundred. */
const DOCUMENTS = { ci: 8, session: 50, release: 90 } as const;
const EIO = 5;

const { size, seed, only, lanes, program } = suiteOptions();
const documents = DOCUMENTS[size];

type Record = (workshop: Workshop, unit: () => Promise<Unit>, seed: number) => Promise<Run>;

/** What is recorded, turn by turn. */
const RECORDS: Readonly<{ [name: string]: Record }> = {
  agent: async (workshop, unit, number) => recordAgent(workshop, await unit(), { seed: number, documents }),
  ledger: (workshop, _unit, number) => recordLedger(workshop, { seed: number, documents }),
  // A flush fails, the process dies before it can do anything about it, and the next one finds what the kernel still has.
  flush: (workshop, _unit, number) => {
    const at = 13 + (number % 40);
    const lives = [{ fail: { from: at, to: at, errno: EIO }, killAt: at + 1, kinds: KINDS.sync }, {}];
    return recordLedger(workshop, { seed: number, documents, lives });
  },
  careless: (workshop, _unit, number) => recordLedger(workshop, { seed: number, documents, isCareless: true }),
};
const USUAL = ["agent", "ledger", "flush"] as const;

await inWorkshop(async (workshop) => {
  const judge = createJudge(workshop.folder, lanes);
  const tally = createTally(tell);
  const names = only === undefined ? USUAL : [only];
  const started = performance.now();
  let made: Promise<Unit> | undefined;
  const unit = (): Promise<Unit> => {
    made ??= makeUnit(workshop, program);
    return made;
  };
  try {
    for (let turn = 0; tally.tried() < STATES[size]; turn++) {
      const name = names[turn % names.length] ?? "";
      const record = RECORDS[name];
      if (record === undefined) throw new TypeError(`--only is one of ${Object.keys(RECORDS).join(", ")}`);
      const run = await record(workshop, unit, seed * 1000 + turn);
      const distinct = await judgeRun(judge, run, tally, STATES[size]);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      const { operations, witnessed } = run;
      tell(
        `${run.name}: ${operations.length} operations, ${witnessed.length} things seen, ${distinct} distinct images, ${seconds} s so far`,
      );
    }
  } finally {
    await judge.stop();
  }
  tell(tally.line());
  return only === "careless" ? !tally.isGood() : tally.isGood();
});

/** @returns how many images were really opened. */
async function judgeRun(judge: Judge, run: Run, tally: Tally, limit: number): Promise<number> {
  const known = new Set<string>();
  let opened = 0;
  let started = tally.tried();
  judge.begin(run);
  for (const state of crashStates(run, seed, 0)) {
    if (started >= limit) break;
    started += 1;
    const name = `${state.name} ${state.evidence}`;
    if (state.name !== undefined && known.has(name)) {
      tally.count(state.where, []);
      continue;
    }
    known.add(name);
    opened += 1;
    await judge.submit(state, (findings) => tally.count(state.where, findings));
  }
  await judge.settle();
  return opened;
}
