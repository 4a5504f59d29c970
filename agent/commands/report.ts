// khatm report --day: the daily closing, as text or JSON, and on paper.
import type { DayReport } from "../core/day-report/day-report.ts";
import { dayReportText } from "../core/day-report/text.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { openDoor } from "./door.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const day = optionText(input, "day") ?? riyadhTime(Date.now()).date;
  const door = await openDoor(context);
  try {
    const answer = await door.call("GET", `/v1/reports/day/${encodeURIComponent(day)}`);
    if (!isGood(answer)) return refuse(context, answer);
    if (input.options["print"] === true) {
      const printed = await door.call("POST", `/v1/reports/day/${encodeURIComponent(day)}/print`);
      if (!isGood(printed)) return refuse(context, printed);
    }
    const report = jsonOf<DayReport>(answer);
    tell(context, report, dayReportText(report));
    return EXIT.done;
  } finally {
    await door.close({ leavePaper: input.options["print"] !== true });
  }
}
