// What a power cut leaves of a disk: four models of what becomes of everything that was not flushed.
import { applyName, contentOf, type DataOperation, type Disk, type DiskFile, piecesOf } from "./disk.ts";
import type { Random } from "./random.ts";

export const LOSS_MODELS = ["none lost", "all lost", "random prefix", "torn sectors"] as const;
export type LossModel = (typeof LOSS_MODELS)[number];

const SECTOR = 512;

type Survivors = (operations: readonly DataOperation[], random: Random) => readonly DataOperation[];

/** Which of one file's unflushed operations reach the medium. */
const SURVIVORS: Readonly<Record<LossModel, Survivors>> = {
  "none lost": (operations) => operations,
  "all lost": () => [],
  "random prefix": (operations, random) => operations.slice(0, random.below(operations.length + 1)),
  "torn sectors": (operations, random) =>
    operations.flatMap((operation) => piecesOf(operation, SECTOR)).filter(() => random.oneIn(2)),
};

/** How many of the unflushed changes of names last: file systems journal them in order. */
const SURVIVING_NAMES: Readonly<Record<LossModel, (count: number, random: Random) => number>> = {
  "none lost": (count) => count,
  "all lost": () => 0,
  "random prefix": (count, random) => random.below(count + 1),
  "torn sectors": (count, random) => random.below(count + 1),
};

/** The files the machine finds when it wakes, by path. */
export function crashImage(disk: Disk, model: LossModel, random: Random): ReadonlyMap<string, Buffer> {
  const names = new Map(disk.durable);
  const lasting = SURVIVING_NAMES[model](disk.pending.length, random);
  for (const operation of disk.pending.slice(0, lasting)) applyName(names, operation);
  return new Map([...names].map(([path, file]) => [path, survivingBytes(file, model, random)]));
}

function survivingBytes({ durable, doubtful, pending }: DiskFile, model: LossModel, random: Random): Buffer {
  if (doubtful.length === 0 && pending.length === 0) return durable;
  // What a failed flush left behind has no order any more: each piece is there or not.
  const unordered = model === "random prefix" ? "torn sectors" : model;
  return contentOf(durable, [...SURVIVORS[unordered](doubtful, random), ...SURVIVORS[model](pending, random)]);
}

/**
 * Names an image, so that the same one is not judged twice for the same evidence.
 * @returns undefined where chance made it.
 */
export function imageName(disk: Disk, model: LossModel, operation: number): string | undefined {
  const isClean = disk.pending.length === 0 && [...disk.live.values()].every(isFlushed);
  if (isClean || model === "all lost") return `durable ${disk.version}`;
  return model === "none lost" ? `live ${operation}` : undefined;
}

const isFlushed = ({ pending, doubtful }: DiskFile): boolean => pending.length === 0 && doubtful.length === 0;
