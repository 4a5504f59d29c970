// One at a time: jobs, drawer pulses and questions share one cable.

export interface Turns {
  /** Runs `work` when everything taken before it has ended. */
  take<T>(work: () => Promise<T>): Promise<T>;
  isTaken(): boolean;
  /** Resolves when nothing runs or waits any more. */
  idle(): Promise<void>;
}

/** A queue with nobody in it. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let taken = 0;
  return {
    take: async (work) => {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      taken++;
      try {
        await before;
        return await work();
      } finally {
        taken--;
        resolve();
      }
    },
    isTaken: () => taken > 0,
    idle: async () => void (await last),
  };
}
