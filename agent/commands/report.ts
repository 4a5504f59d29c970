// khatm report: a day, X, closings (Z) and the month, as text, JSON or CSV, and on paper.
import { randomUUID } from "node:crypto";
import type { PresentedClosing, PresentedClosingRow } from "../api/present.ts";
import { closingText } from "../core/day-report/closing-text.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { type Door, openDoor } from "./door.ts";

/** What can be asked for, one at a time. */
const KINDS = ["day", "x", "close", "closings", "closing", "month"] as const;

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const asked = KINDS.filter((kind) => input.options[kind] !== undefined);
  if (asked.length > 1) {
    const both = asked.map((kind) => `--${kind}`).join(", ");
    complain(context, { ar: `اختر واحدًا فقط: ${both}`, en: `choose one of ${both}` });
    return EXIT.usage;
  }
  const door = await openDoor(context);
  const isOnPaper = asked[0] === "close" || input.options["print"] === true;
  try {
    if (asked[0] === "close") return await close(context, input, door);
    if (asked[0] === "closings") return await list(context, door);
    return await show(context, input, door);
  } finally {
    await door.close({ leavePaper: !isOnPaper });
  }
}

async function close(context: CommandContext, input: CommandInput, door: Door): Promise<ExitCode> {
  const reference = optionText(input, "reference") ?? `khatm report ${randomUUID()}`;
  const answer = await door.call("POST", "/v1/reports/z", { reference });
  if (!isGood(answer)) return refuse(context, answer);
  const closing = jsonOf<PresentedClosing>(answer);
  tell(context, closing, closingText(closing.report, closing.number));
  return EXIT.done;
}

async function list(context: CommandContext, door: Door): Promise<ExitCode> {
  const answer = await door.call("GET", "/v1/reports/z");
  if (!isGood(answer)) return refuse(context, answer);
  const listed = jsonOf<{ readonly closings: readonly PresentedClosingRow[] }>(answer);
  tell(context, listed, listed.closings.map(row).join("\n") || "no closings / لا إقفالات");
  return EXIT.done;
}

const row = ({ number, closedAt, documents, gross, cashExpected, closedBy, printed }: PresentedClosingRow): string =>
  [
    `Z ${number}`.padEnd(8),
    closedAt.slice(0, 19).replace("T", " "),
    `${documents} documents / المستندات`.padStart(27),
    `${gross} SAR`.padStart(16),
    `cash / نقد ${cashExpected}`.padStart(20),
    closedBy.padEnd(16),
    printed,
  ].join("  ");

/** A report that is there to be read, and on paper where that is wished. */
async function show(context: CommandContext, input: CommandInput, door: Door): Promise<ExitCode> {
  const path = pathOf(input);
  const format = input.options["csv"] === true ? "csv" : context.json ? "json" : "text";
  const answer = await door.call("GET", `${path}?format=${format}`);
  if (!isGood(answer)) return refuse(context, answer);
  if (input.options["print"] === true) {
    const printed = await door.call("POST", `${path}/print`);
    if (!isGood(printed)) return refuse(context, printed);
  }
  if (format === "csv") context.raw(answer.body);
  else if (format === "json") tell(context, jsonOf(answer), "");
  else context.out(answer.body.toString("utf8"));
  return EXIT.done;
}

function pathOf(input: CommandInput): string {
  const [closing, month] = [optionText(input, "closing"), optionText(input, "month")];
  if (closing !== undefined) return `/v1/reports/z/${encodeURIComponent(closing)}`;
  if (month !== undefined) return `/v1/reports/month/${encodeURIComponent(month)}`;
  if (input.options["x"] === true) return "/v1/reports/x";
  const day = optionText(input, "day") ?? riyadhTime(Date.now()).date;
  return `/v1/reports/day/${encodeURIComponent(day)}`;
}
