// How much is tried.

export interface Size {
  /** Calls of a work that takes a millisecond. */
  readonly rounds: number;
  /** Starts of a process. */
  readonly starts: number;
  /** Seconds of load over HTTP. */
  readonly seconds: number;
  /** Sales of one life of the agent. */
  readonly sales: number;
  /** Documents that wait for the gateway. */
  readonly backlog: number;
  /** Documents of the long-lived ledger. */
  readonly documents: number;
}

/** What the bars are held against. */
export const FULL: Size = { rounds: 2000, starts: 15, seconds: 45, sales: 10_000, backlog: 5000, documents: 100_000 };

/** What fits into a minute: enough to see a figure that doubled. */
export const SHORT: Size = { rounds: 300, starts: 7, seconds: 8, sales: 0, backlog: 300, documents: 0 };
