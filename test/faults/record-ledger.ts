// Records a run of the ledger alone: the writer program under the recorder, from an empty folder.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./folders.ts";
import { makeStampKey } from "./foreign-unit.ts";
import { createControl, type Orders, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { assertComplete, type Run } from "./replay.ts";
import { witness } from "./witness.ts";
import type { Workshop } from "./workshop.ts";

const WRITER = join(import.meta.dirname, "ledger-writer.ts");

export interface LedgerRun {
  readonly seed: number;
  readonly documents: number;
  /** Commits that are not flushed, on purpose. */
  readonly isCareless?: boolean;
  /** What befalls the writer in each of its lives; the last one ends by itself. Default: one life, no trouble. */
  readonly lives?: readonly Orders[];
  /** What is done to the folder before: the run begins with what that left. */
  readonly begins?: {
    readonly name: string;
    readonly prepare: (state: string, sell: (documents: number) => void) => void;
  };
}

/** Runs the writer once and reads back what it did. */
export async function recordLedger({ folder, library }: Workshop, run: LedgerRun): Promise<Run> {
  const key = join(folder, "stamp-key.json");
  if (!existsSync(key)) await makeStampKey(key);
  const troubled = run.lives === undefined ? "" : " in trouble";
  const name = `ledger ${run.seed}${run.isCareless === true ? " careless" : ""}${troubled}${run.begins?.name ?? ""}`;
  const place = join(folder, name.replaceAll(" ", "-"));
  const state = join(place, "state");
  // A folder of its own: another run's log would be taken for this one's.
  mkdirSync(place);
  mkdirSync(state);
  const control = createControl(join(place, "control"));
  const log = join(place, "recording");
  const env = {
    ...watched({ library, folder: realpathSync(state), control, log }),
    ...(run.isCareless === true ? { WRITER_SYNCHRONOUS: "NORMAL" } : {}),
  };
  const argvFor = (documents: number) => [
    "--folder",
    state,
    "--key",
    key,
    "--documents",
    `${documents}`,
    "--seed",
    `${run.seed}`,
  ];
  run.begins?.prepare(state, (count) => void spawnSync(process.execPath, [WRITER, ...argvFor(count)]));
  const files = filesBelow(state);
  for (const orders of run.lives ?? [{}]) {
    control.order(orders);
    const writer = spawnSync(process.execPath, [WRITER, ...argvFor(run.documents)], { env, encoding: "utf8" });
    if (writer.signal !== "SIGKILL") throw new Error(`the writer failed: ${writer.stderr}`);
  }
  control.close();
  const operations = readRecording(log);
  const recorded = { name, files, operations, witnessed: await witness(operations) };
  assertComplete(recorded, filesBelow(state));
  return recorded;
}
