// The print loop at work: one job after the other from the journal; issuing never waits for it.
import { isFault } from "../core/errors.ts";
import type { ReceiptModel } from "../core/receipt/model.ts";
import type { Clock, PrintJob, PrintJournal, ReceiptPrinter, StoredDocument } from "../ports.ts";

export interface PrintPorts {
  readonly clock: Clock;
  readonly journal: PrintJournal;
  readonly printer: ReceiptPrinter;
  readonly onPrinted: (document: StoredDocument, job: PrintJob) => void;
}

export type PrintRun = "done" | "printer-away";

/** Prints every open job; stops when the printer is away and leaves its job queued. */
export async function printOpenJobs({ clock, journal, printer, onPrinted }: PrintPorts): Promise<PrintRun> {
  for (;;) {
    const next = journal.next();
    if (next === undefined) return "done";
    const { job, document } = next;
    journal.mark(job.id, "sending", clock.wallMs());
    try {
      const { state, dots } = await printer.print(paperOf(document.receipt, job.copy));
      journal.mark(job.id, state, clock.wallMs(), dots);
      onPrinted(document, { ...job, state });
    } catch (thrown) {
      if (!isFault(thrown, "printer-failed")) {
        journal.mark(job.id, "failed", clock.wallMs());
        throw thrown;
      }
      journal.mark(job.id, "queued", clock.wallMs());
      return "printer-away";
    }
  }
}

/** A copy says that it is one (documents.md C13). */
export const paperOf = (receipt: ReceiptModel, copy: number): ReceiptModel =>
  copy === 0 ? receipt : { ...receipt, marks: [...receipt.marks, "copy"] };
