// npm run test:powercut: every crash state of recorded runs under four loss models, opened by the real ledger code and
// checked. With --only careless it records commits that are not flushed, and succeeds only when that loses documents.
import { createJudge, type Judge } from "./judge.ts";
import { suiteOptions } from "./options.ts";
import { recordLedger } from "./record-ledger.ts";
import { crashStates, type Run } from "./replay.ts";
import { createTally, type Tally } from "./tally.ts";
import { inWorkshop, tell } from "./workshop.ts";

const STATES = { ci: 12_000, session: 200_000, release: 1_000_000 } as const;
const DOCUMENTS = 10;
const PLACES = 3;

const { size, seed, only } = suiteOptions();

await inWorkshop(async (workshop) => {
  const judge = createJudge(workshop.folder, PLACES);
  const tally = createTally(tell);
  const started = performance.now();
  try {
    for (let turn = 0; tally.tried() < STATES[size]; turn++) {
      const run = await recordLedger(workshop, {
        seed: only === "flush" ? 13 + turn : seed * 1000 + turn,
        documents: DOCUMENTS,
        isCareless: only === "careless",
      });
      const distinct = await judgeRun(judge, run, tally, STATES[size]);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      tell(
        `${run.name}: ${run.operations.length} operations, ${run.witnessed.length} things seen, ${distinct} distinct images, ${seconds} s so far`,
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
