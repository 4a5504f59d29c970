// Works take turns, so that whatever else the machine does falls on all of them alike.

export interface Turns {
  readonly rounds: number;
  /** Rounds before the first that counts. */
  readonly warmUp: number;
}

/** Milliseconds of every call of each work, least first. */
export function inTurns<Name extends string>(
  works: Readonly<Record<Name, (round: number) => unknown>>,
  { rounds, warmUp }: Turns,
): Readonly<Record<Name, readonly number[]>> {
  const names = Object.keys(works) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -Math.floor(warmUp); round < rounds; round++) {
    for (const name of names) {
      const before = performance.now();
      works[name](round);
      const after = performance.now();
      if (round >= 0) taken[name].push(after - before);
    }
  }
  for (const name of names) taken[name].sort((a, b) => a - b);
  return taken;
}

/** The value below which that share of sorted values lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** What a call takes when nothing else gets in its way: whatever else runs here only ever adds. */
export const undisturbed = (sorted: readonly number[]): number => quantile(sorted, 0.1);
