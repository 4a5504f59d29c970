// How a journal writes: at once, or grouped with others and durable a little later.

export interface Writes {
  /** A transaction of its own, or a part of a group that is not on the disk yet when this returns. */
  write<T>(work: () => T): T;
  /** Resolves when everything written before is durable. */
  settled(): Promise<void>;
}

/** Every write a durable commit of its own: for tools and tests that open a ledger alone. */
export const atOnce: Writes = { write: (work) => work(), settled: () => Promise.resolve() };
