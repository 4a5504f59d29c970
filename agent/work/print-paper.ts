// One paper from the journal to the printer. The journal knows durably that it begins before the first byte leaves, so
// that whatever happens then, nobody prints it again as an unmarked original.
import { messageOf, printerFailureOf } from "../core/errors.ts";
import type { PrinterCondition } from "../core/printing/condition.ts";
import { takesCash } from "../core/printing/drawer.ts";
import { mustBeMarked, nextJob, type PrintEvent, type PrintState } from "../core/printing/job.ts";
import type { Printable, ReceiptMark } from "../core/receipt/model.ts";
import type { Clock } from "../ports/clock.ts";
import type { OpenPaper, PrintJob, PrintJournal, PrintNote, ReceiptPrinter } from "../ports/printing.ts";

export interface PaperPorts {
  readonly clock: Clock;
  readonly journal: PrintJournal;
  readonly printer: ReceiptPrinter;
  /** Whether a sale with cash opens the drawer of this printer. */
  readonly drawer: boolean;
}

/** What became of one try. */
export type PaperOutcome =
  | { readonly kind: "done"; readonly job: PrintJob }
  /** The printer failed; the job waits, or is the operator's now. */
  | { readonly kind: "stopped"; readonly job: PrintJob; readonly condition: PrinterCondition; readonly because: string }
  | { readonly kind: "undrawable"; readonly job: PrintJob; readonly because: string };

/** Prints one open paper. Throws what the journal throws: without it nothing may be printed. */
export async function printPaper(ports: PaperPorts, open: OpenPaper): Promise<PaperOutcome> {
  const { journal, printer } = ports;
  const beginning = begin(journal, open.job);
  try {
    const { state, dots } = await printer.print(printableOf(open), beginning.onStart);
    // A driver that told of no beginning has begun all the same.
    await beginning.onStart();
    return finished(ports, { ...open, job: beginning.job() }, state === "confirmed", dots);
  } catch (thrown) {
    if (beginning.trouble() !== undefined) throw beginning.trouble();
    return failed(ports, beginning.job(), thrown);
  }
}

function finished(ports: PaperPorts, open: OpenPaper, isProven: boolean, dots: string): PaperOutcome {
  const { journal } = ports;
  const { job } = open;
  const event: PrintEvent = isProven
    ? { kind: "proven" }
    : { kind: "unproven", canProve: journal.hasProven(job.printer) };
  const next = nextJob(job, event);
  return { kind: "done", job: journal.mark(job, next, noteOf(ports, open, next.state, dots)) };
}

function failed({ journal, clock }: PaperPorts, job: PrintJob, thrown: unknown): PaperOutcome {
  const trouble = printerFailureOf(thrown);
  const because = messageOf(thrown);
  const note = { at: clock.wallMs() };
  if (job.state !== "sending") {
    if (trouble !== undefined) return { kind: "stopped", job, condition: trouble.condition, because };
    return { kind: "undrawable", job: journal.mark(job, nextJob(job, { kind: "undrawable" }), note), because };
  }
  const { started, condition } = trouble ?? { started: true, condition: "error" };
  const next = nextJob(job, { kind: "stopped", started });
  return { kind: "stopped", job: journal.mark(job, next, started ? note : {}), condition, because };
}

/** Keeps that a job begins, once, and remembers what the journal said to it. */
function begin(journal: PrintJournal, queued: PrintJob) {
  let job = queued;
  let trouble: unknown;
  return {
    job: () => job,
    hasBegun: () => job.state === "sending",
    trouble: () => trouble,
    onStart: async (): Promise<void> => {
      if (job.state === "sending") return;
      try {
        const next = nextJob(job, { kind: "starts" });
        if (next.state !== "sending") throw new Error(`job ${job.id} may not begin`);
        job = journal.mark(job, next);
        await journal.settled();
      } catch (thrown) {
        trouble = thrown;
        throw thrown;
      }
    },
  };
}

const OUT: ReadonlySet<PrintState> = new Set(["sent", "confirmed"]);

/** The drawer opens behind the original, once it is out and money went in or out. */
function noteOf({ clock, drawer }: PaperPorts, open: OpenPaper, state: PrintState, dots: string): PrintNote {
  const note = { at: clock.wallMs(), dots };
  const opens =
    drawer && OUT.has(state) && open.job.copy === 0 && "document" in open && takesCash(open.document.receipt);
  return opens ? { ...note, opens: open.document.receipt.cashier ?? "sale" } : note;
}

const printableOf = (open: OpenPaper): Printable => {
  const paper: Printable = "slip" in open ? open.slip : open.document.receipt;
  return mustBeMarked(open.job) ? asCopy(paper) : paper;
};

/** A copy says that it is one (documents.md C13). */
export const asCopy = <P extends { readonly marks: readonly ReceiptMark[] }>(paper: P): P =>
  paper.marks.includes("copy") ? paper : { ...paper, marks: [...paper.marks, "copy"] };
