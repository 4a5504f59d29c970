// Reports: the day, what is open (X), closings (Z) and the month, asked for and brought to paper.
import { type ClosingReport, closingOf } from "../core/day-report/closing.ts";
import { dayReport } from "../core/day-report/day-report.ts";
import { monthAfter, monthReport } from "../core/day-report/month.ts";
import { type ClosingSetting, closingPaper, monthPaper, periodPaper } from "../core/day-report/paper.ts";
import { nextJob } from "../core/printing/job.ts";
import { localText, riyadhTime } from "../core/riyadh-time.ts";
import type { Clock } from "../ports/clock.ts";
import type { Closings } from "../ports/closings.ts";
import type { DayRows } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { PrintJob, PrintJournal } from "../ports/printing.ts";
import type { ReportDesk } from "../terminal.ts";
import { LOCAL } from "./local-operator.ts";
import { MAIN, type PrintRequests } from "./print-requests.ts";

export interface ReportPorts {
  readonly clock: Clock;
  readonly days: DayRows;
  readonly closings: Closings;
  readonly journal: PrintJournal;
  readonly activity: ActivityLog;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Who brings reports to paper. */
export type ReportPaper = Pick<PrintRequests, "printSlip" | "assertRoom"> & { readonly wake: () => void };

/** Everything that reports are asked for. */
export function createReportDesk(
  ports: ReportPorts,
  dress: Omit<ClosingSetting, "printed">,
  paper: ReportPaper,
): ReportDesk {
  const { clock, days } = ports;
  const setting = (): ClosingSetting => {
    const printed = localText(riyadhTime(clock.wallMs())).replace("T", " ");
    return { ...dress, printed };
  };
  const day: ReportDesk["day"] = (date) => dayReport(date, days.of(date), clock.wallMs());
  const look = (): ClosingReport => ports.closings.look((period) => closingOf(period, clock.wallMs()).report);
  const month: ReportDesk["month"] = (of) => monthReport(of, days.between(`${of}-01`, `${monthAfter(of)}-01`));
  return {
    day,
    look,
    month,
    printDay: (date, actor = LOCAL) => paper.printSlip(closingPaper(day(date), setting()), `closing ${date}`, actor),
    printLook: (actor = LOCAL) => paper.printSlip(periodPaper(look(), undefined, setting()), "X", actor),
    printMonth: (of, actor = LOCAL) => paper.printSlip(monthPaper(month(of), setting()), `month ${of}`, actor),
    ...closingsOf(ports, setting, paper),
  };
}

type ClosingDesk = Pick<ReportDesk, "close" | "closing" | "closings" | "printClosing">;

function closingsOf(
  { clock, closings, journal, activity, log }: ReportPorts,
  setting: () => ClosingSetting,
  paper: ReportPaper,
): ClosingDesk {
  return {
    close: (reference, actor = LOCAL) => {
      const known = closings.findByReference(reference);
      if (known !== undefined) return { closing: known, isNew: false };
      const closing = closings.close((period) => {
        const made = closingOf(period, clock.wallMs());
        const slip = periodPaper(made.report, { number: period.number, by: actor }, setting());
        return { ...made, reference, actor, slip };
      });
      log("closed", { number: closing.number, documents: closing.report.documents.counted });
      paper.wake();
      return { closing, isNew: true };
    },
    closing: closings.find,
    closings: closings.list,
    printClosing: (number, actor = LOCAL) => {
      const job = paperOf(number);
      if (job === undefined) return undefined;
      activity.add({ actor, action: "print", subject: `Z ${number}`, result: `copy ${job.copy}` });
      paper.wake();
      return job;
    },
  };

  /** The paper that waits for somebody's word, else a copy beside those that are out. */
  function paperOf(number: number): PrintJob | undefined {
    const asking = journal.allAsking(MAIN).find(({ closing }) => closing === number);
    if (asking !== undefined) {
      return journal.mark(asking, nextJob(asking, { kind: "released" }), { at: clock.wallMs() });
    }
    paper.assertRoom(MAIN);
    return closings.addCopy(number, clock.wallMs());
  }
}
