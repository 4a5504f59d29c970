// The paper side: the journal of papers and openings of the drawer, and the printer itself.

import type { PrinterCondition } from "../core/printing/condition.ts";
import type { DrawerState } from "../core/printing/drawer.ts";
import type { JobState } from "../core/printing/job.ts";
import type { NonFiscalPaper, Printable, ReceiptModel, SlipModel } from "../core/receipt/model.ts";
import type { StoredDocument } from "./ledger.ts";

/** One paper that was asked for. */
export interface PrintJob extends JobState {
  readonly id: number;
  /** Absent for a slip. */
  readonly document?: number;
  /** The closing it is the paper of. */
  readonly closing?: number;
  /** 0 is the original. */
  readonly copy: number;
  /** Which printer. */
  readonly printer: string;
  /** In its queue since, or done at; milliseconds since 1970. */
  readonly at: number;
}

/** A job with what it brings to paper. */
export type OpenPaper =
  | { readonly job: PrintJob; readonly document: StoredDocument }
  | { readonly job: PrintJob; readonly slip: SlipModel | NonFiscalPaper };

export interface PrintCounts {
  /** Not done yet, those that ask included. */
  readonly pending: number;
  readonly asking: number;
  /** May or may not be out, and no later copy of the same document is. */
  readonly unconfirmed: number;
  /** Since when the oldest one waits, milliseconds. */
  readonly oldestAt?: number;
}

/** What is kept with the new state of a job; `at` stays unless given. */
export interface PrintNote {
  readonly at?: number;
  readonly dots?: string;
  /** Asks for the drawer in the same act: in whose name. */
  readonly opens?: string;
}

/** What must come out on paper. Writes are grouped: who must know that one is durable awaits `settled`. */
export interface PrintJournal {
  /** The oldest job of a printer that waits for it and for nobody's word. */
  next(printer: string): OpenPaper | undefined;
  find(job: number): PrintJob | undefined;
  /** `since` bounds the unconfirmed ones. */
  counts(printer: string, since: number): PrintCounts;
  /** Whether this printer answered for one of its last papers. */
  hasProven(printer: string): boolean;
  /** Asks for a copy. */
  addCopy(document: number, at: number, printer?: string): PrintJob;
  /** Asks for a paper that is no tax document. */
  addSlip(slip: SlipModel | NonFiscalPaper, at: number, printer?: string): PrintJob;
  /** Keeps what became of a job. */
  mark(job: PrintJob, next: JobState, note?: PrintNote): PrintJob;
  /** The job of a document that asks, of its original or a copy. */
  asking(document: number): PrintJob | undefined;
  /** Every job of a printer that asks. */
  allAsking(printer: string): readonly PrintJob[];
  /** After an unclean stop: every job under way, as it was. */
  underWay(): readonly PrintJob[];
  /** Resolves when everything written before is durable. */
  settled(): Promise<void>;
}

export interface DrawerOpening {
  readonly id: number;
  /** The sale it is opened for. */
  readonly document?: number;
  readonly printer: string;
  readonly actor: string;
  readonly state: DrawerState;
}

/** Openings of the cash drawer; one for a sale is added by `PrintJournal.mark`. */
export interface DrawerJournal {
  next(printer: string): DrawerOpening | undefined;
  /** Somebody's wish: under way at once. */
  add(printer: string, actor: string, at: number): DrawerOpening;
  mark(opening: number, state: DrawerState, at: number): void;
  /** After an unclean stop nothing is opened any more. */
  recover(at: number): void;
  settled(): Promise<void>;
}

/** The paper side: turns a receipt into dots and brings them out. */
export interface ReceiptPrinter {
  /**
   * Prints one paper. `onStart` is called and awaited right before the first byte that could put dots on paper leaves.
   * @returns what is known of it, and the SHA-256 of its dots.
   * @throws Fault `printer-failed`; `printerFailureOf` tells whether it had started, and the printer's condition.
   */
  print(
    receipt: Printable,
    onStart?: () => Promise<void>,
  ): Promise<{ readonly state: "confirmed" | "unconfirmed"; readonly dots: string }>;
  /** One pulse to the cash drawer, never sent again by itself. @throws Fault `printer-failed`. */
  openDrawer(): Promise<void>;
  /** What the printer says of itself now; never throws. */
  condition(): Promise<PrinterCondition>;
  /** The same dots as a PNG file's bytes. */
  picture(receipt: ReceiptModel): Promise<Uint8Array>;
  /** The same dots as the bytes a printer gets. */
  bytes(receipt: ReceiptModel): Promise<Uint8Array>;
  close(): Promise<void>;
}
