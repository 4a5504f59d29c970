// What an operator hears of a printer: once when it begins and once when it ends, with what to do.
import { ALARM_TEXTS, type PrinterAlarm } from "../core/printing/alarms.ts";
import type { PrinterCondition } from "../core/printing/condition.ts";
import type { ActivityLog } from "../ports/people.ts";

export interface PrintAlarmPorts {
  readonly activity: ActivityLog;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

export interface PrintAlarms {
  /** The printer's condition as it was seen now. */
  seen(condition: PrinterCondition): void;
  condition(): PrinterCondition;
  /** Something about one paper. */
  raise(alarm: PrinterAlarm, subject: string): void;
}

/** Nothing to tell an operator. */
const QUIET: ReadonlySet<PrinterCondition> = new Set(["ready", "unknown"]);

/** The alarms of one printer. */
export function createPrintAlarms({ activity, log }: PrintAlarmPorts, printer: string): PrintAlarms {
  let last: PrinterCondition = "unknown";
  const raise = (alarm: PrinterAlarm, subject: string): void => {
    log("printer-alarm", { printer, alarm, subject, ...ALARM_TEXTS[alarm] });
    activity.add({ actor: "agent", action: "printer-alarm", subject: alarm, result: subject });
  };
  return {
    raise,
    condition: () => last,
    seen: (condition) => {
      const isNews = condition !== last && !(QUIET.has(condition) && QUIET.has(last));
      last = condition;
      if (isNews) raise(condition, printer);
    },
  };
}
