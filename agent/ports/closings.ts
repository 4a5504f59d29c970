// Closings (Z reports): what is open since the last one, and those that were made.

import type { Closing, ClosingReport, OpenPeriod } from "../core/day-report/closing.ts";
import type { PrintState } from "../core/printing/job.ts";
import type { SlipModel } from "../core/receipt/model.ts";
import type { PrintJob } from "./printing.ts";

/** A closing on its way into the ledger. */
export interface NewClosing extends Closing {
  readonly reference: string;
  readonly actor: string;
  readonly slip: SlipModel;
}

export interface StoredClosing {
  readonly number: number;
  readonly reference: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
  readonly report: ClosingReport;
  /** SHA-256 of the report as it is stored, lower-case hexadecimal. */
  readonly hash: string;
  /** The state of its newest paper. */
  readonly printed: PrintState;
}

/** The closings. One call of `close` is one transaction, all or nothing. */
export interface Closings {
  /** Shows what is open; nothing is kept. The period must be read before anything is written. */
  look<T>(read: (period: OpenPeriod) => T): T;
  /**
   * Makes the next closing: `make` reads the period and answers what to keep; closing, members, paper and the row of the
   * activity log are committed together, durably. What `make` throws undoes all.
   * @throws Fault `storage-failed` or `storage-full`: nothing was stored; `outcome-unknown`: ask again by reference.
   */
  close(make: (period: OpenPeriod) => NewClosing): StoredClosing;
  find(number: number): StoredClosing | undefined;
  findByReference(reference: string): StoredClosing | undefined;
  /** Newest first, before a number. */
  list(before: number | undefined, limit: number): readonly StoredClosing[];
  /** Asks for another paper of a closing; undefined when there is no such closing. */
  addCopy(number: number, at: number): PrintJob | undefined;
}
