// khatm status: what an operator must know.
import type { TerminalStatus } from "../terminal.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";
import { statusText } from "./status-text.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const door = await openDoor(context);
  try {
    const answer = await door.call("GET", "/v1/status");
    if (!isGood(answer)) return refuse(context, answer);
    const status = jsonOf<TerminalStatus>(answer);
    tell(context, status, statusText(status));
    return status.ready ? EXIT.done : EXIT.refused;
  } finally {
    await door.close({ leavePaper: true });
  }
}
