// What the API answered, as the end of a command: the value, or the problem told in both languages.
import type { Problem } from "../api/problem.ts";
import { type CommandContext, complain, EXIT, type ExitCode, violationsText } from "./context.ts";
import type { DoorAnswer } from "./door.ts";

export const isGood = ({ status }: DoorAnswer): boolean => status >= 200 && status < 300;

export const jsonOf = <T>(answer: DoorAnswer): T => JSON.parse(answer.body.toString("utf8")) as T;

/** What passes by itself: another process, the network, a ledger that is being opened anew. */
const LATER: ReadonlySet<Problem["code"]> = new Set([
  "storage-locked",
  "storage-failed",
  "outcome-unknown",
  "gateway-unreachable",
  "printer-failed",
  "printer-busy",
]);

/** Tells a problem and the exit code that goes with it: what may pass later is 75. */
export const refuse = (context: CommandContext, answer: DoorAnswer): ExitCode =>
  refuseWith(context, jsonOf<Problem>(answer));

/** The same of a problem that the command found itself. */
export function refuseWith(context: CommandContext, problem: Problem): ExitCode {
  complain(context, problem.titles, { problem });
  if (!context.json) {
    if (problem.detail !== undefined) context.note(problem.detail);
    if (problem.violations !== undefined) context.note(violationsText(problem.violations));
  }
  return LATER.has(problem.code) ? EXIT.tryLater : EXIT.refused;
}
