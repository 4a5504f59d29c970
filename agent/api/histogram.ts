// A histogram of durations, as Prometheus counts them.

/** Upper bounds, seconds: the promise is 250 ms at the 99th percentile. */
export const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

export interface Histogram {
  note(seconds: number): void;
  /** How many took at most each bound; all of them; their sum in seconds. */
  read(): { readonly atMost: readonly number[]; readonly count: number; readonly sum: number };
}

/** An empty histogram. */
export function createHistogram(): Histogram {
  const atMost = BOUNDS.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    note: (seconds) => {
      count += 1;
      sum += seconds;
      for (const [i, bound] of BOUNDS.entries()) if (seconds <= bound) atMost[i] = (atMost[i] ?? 0) + 1;
    },
    read: () => ({ atMost: [...atMost], count, sum }),
  };
}
