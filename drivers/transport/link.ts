// What every cable to a printer is while a job runs: bytes out in chunks, answers in, and an end (printing.md section 5).

/** An open way to the printer. One job at a time uses it. */
export interface Link {
  /** False where nothing can come back: a file, or a USB printer without a way back. */
  readonly answers: boolean;
  /** Resolves when the bytes were taken off our hands, which is not yet paper. @throws LinkLost */
  write(bytes: Uint8Array): Promise<void>;
  /** What the printer said; undefined when it said nothing for `ms` milliseconds. @throws LinkLost */
  read(ms: number): Promise<Uint8Array | undefined>;
  /** Ends a whole job: what was written still gets out. */
  finish(): Promise<void>;
  /** Ends a broken job: what the printer has not taken yet is thrown away where the cable allows it. */
  abandon(): Promise<void>;
}

/** A kind of cable with its address. */
export interface Transport {
  /** Finds the printer by its stable name, again after it was away. @throws LinkLost when it is not there. */
  open(): Promise<Link>;
  /** Lets go of a device that was kept open between jobs. */
  close(): Promise<void>;
}

/** How long things may take, milliseconds. */
export interface Patience {
  readonly connectMs: number;
  /** An idle printer's answer to a question. */
  readonly answerMs: number;
  /** A printing one's: it answers when it has room again. */
  readonly busyMs: number;
  /** Without taking one byte. */
  readonly stallMs: number;
  /** Beyond the time a job needs, until its end is no longer expected to be confirmed. */
  readonly proofMs: number;
}

export const PATIENCE: Patience = {
  connectMs: 4_000,
  answerMs: 1_500,
  busyMs: 10_000,
  stallMs: 20_000,
  proofMs: 10_000,
};

/** The cable broke, or the printer at its end is gone. */
export class LinkLost extends Error {
  override readonly name: string = "LinkLost";
}

/** The printer is there and takes nothing any more. */
export class LinkStalled extends LinkLost {
  override readonly name = "LinkStalled";
}
