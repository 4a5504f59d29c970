// Crash states of a recording, one after the other: at every operation that changes the disk or what the world has seen,
// under each loss model.
import { type Disk, diskOf, perform } from "./disk.ts";
import { crashImage, imageName, LOSS_MODELS, type LossModel } from "./loss.ts";
import { randomOf } from "./random.ts";
import type { Operation } from "./recording.ts";
import type { Witnessed } from "./witness.ts";

/** A run as it was recorded: the files it found, what it did, and what that gave away. */
export interface Run {
  readonly name: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly operations: readonly Operation[];
  readonly witnessed: readonly Witnessed[];
  /** What the checker looks at besides. */
  readonly also?: Also;
}

export interface Also {
  /** The file of the wrapping key. */
  readonly wrappingKey?: string;
  /** A backup by its name below the folder, and how many pieces of evidence it must know. */
  readonly backup?: { readonly name: string; readonly lines: number };
  /** The schema is judged before the ledger code takes it further. */
  readonly isMigrating?: boolean;
}

export interface CrashState {
  readonly where: string;
  /** How many pieces of evidence the world had by then. */
  readonly evidence: number;
  /** The same name is the same image; undefined where chance made it. */
  readonly name: string | undefined;
  /** Builds the files. */
  image(): ReadonlyMap<string, Buffer>;
}

/** Every crash state; each must be built before the next is asked for. `draw` gives chance another turn. */
export function* crashStates(run: Run, seed: number, draw: number): Generator<CrashState> {
  const disk = diskOf(run.files);
  let lastChange = -1;
  let evidence = 0;
  for (const [number, operation] of run.operations.entries()) {
    const known = evidence;
    while ((run.witnessed[evidence]?.operation ?? Infinity) <= number) evidence += 1;
    if (operation.kind === "message") {
      if (evidence === known) continue;
    } else {
      perform(disk, operation);
      lastChange = number;
    }
    for (const model of LOSS_MODELS) yield stateAt({ disk, model, number, lastChange, evidence, run, seed, draw });
  }
}

/** How many crash states a run has. */
export function statesOf(run: Run): number {
  const changes = run.operations.filter(({ kind }) => kind !== "message").length;
  const seen = new Set(run.witnessed.map(({ operation }) => operation));
  const told = [...seen].filter((number) => run.operations[number]?.kind === "message").length;
  return LOSS_MODELS.length * (changes + told);
}

interface Boundary {
  readonly disk: Disk;
  readonly model: LossModel;
  readonly number: number;
  readonly lastChange: number;
  readonly evidence: number;
  readonly run: Run;
  readonly seed: number;
  readonly draw: number;
}

function stateAt({ disk, model, number, lastChange, evidence, run, seed, draw }: Boundary): CrashState {
  return {
    where: `${run.name}, operation ${number}, ${model}, draw ${draw}, seed ${seed}`,
    evidence,
    name: imageName(disk, model, lastChange),
    image: () => crashImage(disk, model, randomOf(seed, run.name, number, model, draw)),
  };
}

/**
 * Proves that the recorder saw everything: what is rebuilt without loss is what lies in the folder.
 * @throws Error naming a file that differs.
 */
export function assertComplete(run: Run, found: ReadonlyMap<string, Buffer>): void {
  const disk = diskOf(run.files);
  for (const operation of run.operations) if (operation.kind !== "message") perform(disk, operation);
  const rebuilt = crashImage(disk, "none lost", randomOf());
  for (const path of new Set([...rebuilt.keys(), ...found.keys()])) {
    const [ours, theirs] = [rebuilt.get(path), found.get(path)];
    if (ours === undefined || theirs === undefined || !ours.equals(theirs))
      throw new Error(`${run.name}: ${path} on the disk is not what the recording makes of it`);
  }
}
