// The print loop at work: one job after the other from the journal; issuing never waits for it.
import { isFault } from "../core/errors.ts";
import type { Printable, ReceiptModel } from "../core/receipt/model.ts";
import type { Clock, PrintJob, PrintJournal, ReceiptPrinter } from "../ports.ts";

export interface PrintPorts {
  readonly clock: Clock;
  readonly journal: PrintJournal;
  readonly printer: ReceiptPrinter;
  /** Told after every paper; `irn` where it is a document's. */
  readonly onPrinted: (job: PrintJob, irn: string | undefined) => void;
}

export type PrintRun = "done" | "printer-away";

type OpenJob = NonNullable<ReturnType<PrintJournal["next"]>>;

/** Prints every open job; stops when the printer is away and leaves its job queued. */
export async function printOpenJobs({ clock, journal, printer, onPrinted }: PrintPorts): Promise<PrintRun> {
  for (;;) {
    const next = journal.next();
    if (next === undefined) return "done";
    const { job } = next;
    journal.mark(job.id, "sending", clock.wallMs());
    try {
      const { state, dots } = await printer.print(printableOf(next));
      journal.mark(job.id, state, clock.wallMs(), dots);
      onPrinted({ ...job, state }, "document" in next ? next.document.link.irn : undefined);
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

const printableOf = (open: OpenJob): Printable =>
  "slip" in open ? open.slip : paperOf(open.document.receipt, open.job.copy);

/** A copy says that it is one (documents.md C13). */
export const paperOf = (receipt: ReceiptModel, copy: number): ReceiptModel =>
  copy === 0 ? receipt : { ...receipt, marks: [...receipt.marks, "copy"] };
