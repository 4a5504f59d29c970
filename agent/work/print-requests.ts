// What a person or a till asks of the printers: copies, slips, papers that waited too long.
import { Fault } from "../core/errors.ts";
import type { Action } from "../core/people/activity-words.ts";
import { nextJob } from "../core/printing/job.ts";
import type { NonFiscalPaper, ReceiptMark, SlipModel } from "../core/receipt/model.ts";
import { parseNonFiscalPaper } from "../core/receipt/non-fiscal.ts";
import { ok, type Result } from "../core/result.ts";
import { localText, riyadhTime } from "../core/riyadh-time.ts";
import type { Violation } from "../core/violation.ts";
import type { Clock } from "../ports/clock.ts";
import type { StoredDocument } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { PrintJob, PrintJournal } from "../ports/printing.ts";
import { taxPaper } from "./tax-paper.ts";

export interface RequestPorts {
  readonly clock: Clock;
  readonly journal: PrintJournal;
  readonly activity: ActivityLog;
}

export interface PrintRequests {
  reprint(document: StoredDocument, actor: string, printer: string): PrintJob;
  print(paper: unknown, actor: string): Promise<Result<PrintJob, readonly Violation[]>>;
  /** A paper the terminal itself has drawn up, such as a day's closing. Resolves when it is in the queue durably. */
  printSlip(slip: SlipModel, subject: string, actor: string): Promise<PrintJob>;
  /** @throws Fault `printer-busy` where too many papers wait already. */
  assertRoom(printer: string): void;
  /** @returns how many papers it was about. */
  settleWaiting(printer: string, word: "print" | "drop", actor: string): number;
}

/** Papers that wait at one printer, at most; receipts of sales are never refused. */
export const MOST_WAITING = 200;

/** Requests over the journal. @throws Fault `no-such-printer`, `printer-busy`. */
export function createPrintRequests(
  { clock, journal, activity }: RequestPorts,
  printers: ReadonlySet<string>,
  marks: readonly ReceiptMark[],
): PrintRequests {
  const assertRoom = (printer: string): void => {
    if (journal.counts(printer, clock.wallMs()).pending < MOST_WAITING) return;
    throw new Fault("printer-busy", `${MOST_WAITING} papers wait at the printer "${printer}" already`);
  };
  const noted = (actor: string, action: Action, subject: string, result: string): void =>
    activity.add({ actor, action, subject, result });
  const release = (job: PrintJob): PrintJob =>
    journal.mark(job, nextJob(job, { kind: "released" }), { at: clock.wallMs() });

  const reprint: PrintRequests["reprint"] = (document, actor, printer) => {
    taxPaper(document);
    const asking = journal.asking(document.id);
    // Nothing of it has left yet: the paper that waits is what is wanted, not a copy beside it.
    if (asking !== undefined) {
      noted(actor, "reprint", document.link.irn, "released");
      return release(asking);
    }
    assertKnown(printers, printer);
    assertRoom(printer);
    const job = journal.addCopy(document.id, clock.wallMs(), printer);
    noted(actor, "reprint", document.link.irn, `copy ${job.copy}`);
    return job;
  };

  const print: PrintRequests["print"] = async (body, actor) => {
    const parsed = parseNonFiscalPaper(body);
    if (!parsed.ok) return parsed;
    const printer = parsed.value.printer ?? MAIN;
    assertKnown(printers, printer);
    assertRoom(printer);
    const job = journal.addSlip(dressed(parsed.value, marks, clock.wallMs()), clock.wallMs(), printer);
    await journal.settled();
    noted(actor, "print", parsed.value.kind, `job ${job.id} at ${printer}`);
    return ok(job);
  };

  const printSlip: PrintRequests["printSlip"] = async (slip, subject, actor) => {
    assertRoom(MAIN);
    const job = journal.addSlip(slip, clock.wallMs(), MAIN);
    await journal.settled();
    noted(actor, "print", subject, `job ${job.id}`);
    return job;
  };

  const settleWaiting: PrintRequests["settleWaiting"] = (printer, word, actor) => {
    assertKnown(printers, printer);
    const asking = journal.allAsking(printer);
    for (const job of asking) {
      if (word === "print") release(job);
      else journal.mark(job, nextJob(job, { kind: "dropped" }), { at: clock.wallMs() });
    }
    noted(actor, `${word}-waiting`, printer, `${asking.length} papers`);
    return asking.length;
  };
  return { reprint, print, printSlip, assertRoom, settleWaiting };
}

/** The printer of receipts, and of everything that names no other. */
export const MAIN = "main";

function assertKnown(printers: ReadonlySet<string>, printer: string): void {
  if (!printers.has(printer)) throw noSuchPrinter(printer, printers);
}

/** The failure of who names a printer that is not configured. */
export const noSuchPrinter = (printer: string, known: Iterable<string>): Fault =>
  new Fault("no-such-printer", `there is no printer "${printer}"; there are: ${[...known].join(", ")}`);

/** A paper as the terminal prints it: with its marks, and when it was asked for. */
const dressed = (paper: NonFiscalPaper, marks: readonly ReceiptMark[], now: number): NonFiscalPaper => ({
  ...paper,
  marks,
  printed: localText(riyadhTime(now)).replace("T", " "),
});
