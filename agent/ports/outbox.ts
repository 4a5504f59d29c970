// What waits for the gateway: documents to be told, and sales held for clearance.

import type { Reference } from "../core/ids.ts";
import type { Totals } from "../core/invoice/totals.ts";
import type { SlipModel } from "../core/receipt/model.ts";
import type { Answer } from "../core/reporting/answer.ts";
import type { Violation } from "../core/violation.ts";
import type { ClearedCopy, DocumentState, StoredDocument } from "./ledger.ts";

/** Numbers an operator must know (contract.md, status). */
export interface OutboxCounts {
  readonly pending: number;
  readonly rejected: number;
  /** Issue time of the oldest pending document, milliseconds. */
  readonly oldestIssuedAt?: number;
}

/** A document that waits for the gateway, by its place in the order of deadlines. */
export interface Waiting {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

/** What is still to be told to the gateway. When to try again is no row of it: that is a matter of monotonic time. */
export interface Outbox {
  /** Waiting documents that the disk has, by deadline, the oldest first, behind a place in that order. */
  waiting(after: Waiting | undefined, limit: number): readonly Waiting[];
  find(document: number): StoredDocument | undefined;
  /** Keeps the outcome of an attempt; a verdict closes the row and lets the paper of a standard document out. */
  settle(outcome: AttemptOutcome): void;
  counts(): OutboxCounts;
  /** How many pending documents are over their 24 hours. */
  lateAt(now: number): number;
  /** Every attempt for one document, oldest first. */
  attempts(document: number): readonly StoredAttempt[];
}

export interface StoredAttempt {
  readonly at: number;
  readonly status: number;
  /** The answer as JSON. */
  readonly answer: Answer;
}

export interface AttemptOutcome {
  readonly document: number;
  readonly at: number;
  readonly answer: Answer;
  /** A verdict, with the authority's copy where there is one; or it waits on. */
  readonly next: { readonly state: DocumentState; readonly cleared?: ClearedCopy } | "again";
}

/** A standard sale taken while the gateway was away: no document yet, no counter value, no tax invoice. */
export interface HeldSale {
  readonly id: number;
  readonly reference: Reference;
  readonly sale: string;
  readonly saleDigest: string;
  readonly totals: Totals;
  readonly at: number;
  /** Why it could not become a document when it was its turn; it then waits for a person. */
  readonly refused?: readonly Violation[];
}

/** Sales held for clearance. */
export interface HeldSales {
  /** Keeps a sale, and its slip for the printer, in one commit. */
  hold(sale: Omit<HeldSale, "id" | "refused">, slip: SlipModel): HeldSale;
  find(reference: Reference): HeldSale | undefined;
  /** The oldest that waits, behind an id. */
  next(after: number): HeldSale | undefined;
  /** It is a document now, or was refused. */
  close(id: number, at: number, refused?: readonly Violation[]): void;
  counts(): { readonly waiting: number; readonly refused: number };
}
