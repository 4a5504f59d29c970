// npm run test:powercut: crash states of recorded runs of everything a terminal does, under four loss models, opened by
// the real ledger code and checked. With --only careless it records commits that are not flushed, and succeeds only when
// that loses documents.
import { createJudge, type Judge } from "./judge.ts";
import { suiteOptions } from "./options.ts";
import { randomOf } from "./random.ts";
import { RECORDS, type RecordRow, type Stage } from "./records.ts";
import { crashStates, type Run, statesOf } from "./replay.ts";
import { createTally, type Tally } from "./tally.ts";
import { makeUnit, type Unit } from "./unit.ts";
import { inWorkshop, tell } from "./workshop.ts";

const STATES = { ci: 4_000, session: 200_000, release: 1_000_000 } as const;
const DOCUMENTS = { ci: 8, session: 50, release: 90 } as const;

const { size, seed, only, tries, lanes, program } = suiteOptions();
const states = tries ?? STATES[size];

await inWorkshop(async (workshop) => {
  const judge = createJudge(workshop.folder, lanes);
  const tally = createTally(tell);
  const started = performance.now();
  let made: Promise<Unit> | undefined;
  const unit = (): Promise<Unit> => {
    made ??= makeUnit(workshop, program);
    return made;
  };
  const tried = new Map<string, number>();
  const rows = only === undefined ? RECORDS : RECORDS.filter(({ name }) => name === only);
  if (rows.length === 0) throw new TypeError(`--only is one of ${RECORDS.map(({ name }) => name).join(", ")}`);
  try {
    for (const row of rows) {
      const share = only === undefined ? row.share : 100;
      const goal = Math.round((states * share) / 100);
      const stage = (turn: number): Stage => ({ workshop, unit, seed: seed * 1000 + turn, documents: DOCUMENTS[size] });
      tried.set(row.name, await tryRow({ row, stage, goal, judge, tally, started }));
    }
  } finally {
    await judge.stop();
  }
  tell(`states by what was recorded: ${[...tried].map(([name, count]) => `${name} ${count}`).join(", ")}`);
  tell(tally.line());
  return only === "careless" ? !tally.isGood() : tally.isGood();
});

interface Trying {
  readonly row: RecordRow;
  readonly stage: (turn: number) => Stage;
  readonly goal: number;
  readonly judge: Judge;
  readonly tally: Tally;
  readonly started: number;
}

/** Records and judges until the row has its share. @returns how many states were tried. */
async function tryRow({ row, stage, goal, judge, tally, started }: Trying): Promise<number> {
  let done = 0;
  for (let turn = 0; done < goal; turn++) {
    const run = await row.record(stage(turn));
    const before = tally.tried();
    const distinct = await judgeRun(judge, run, tally, goal - done);
    done += tally.tried() - before;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const { operations, witnessed } = run;
    tell(
      `${run.name}: ${operations.length} operations, ${witnessed.length} things seen, ${distinct} distinct images, ${seconds} s so far`,
    );
  }
  return done;
}

/** Judges every state, or as many as are asked for, spread over the whole run. @returns how many were really opened. */
async function judgeRun(judge: Judge, run: Run, tally: Tally, limit: number): Promise<number> {
  const known = new Set<string>();
  const random = randomOf("states", seed, run.name);
  let left = statesOf(run);
  let wanted = Math.min(left, limit);
  let opened = 0;
  judge.begin(run);
  for (const state of crashStates(run, seed, 0)) {
    const isWanted = wanted > 0 && random.below(Math.max(left--, 1)) < wanted;
    if (!isWanted) continue;
    wanted -= 1;
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
