// khatm flush: sends what waits for the gateway, now.
import type { FlushSummary } from "../terminal.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, complain, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", "/v1/flush");
    if (!isGood(answer)) return refuse(context, answer);
    const summary = jsonOf<FlushSummary>(answer);
    const { sent, accepted, rejected, waiting, paused } = summary;
    tell(
      context,
      summary,
      `sent ${sent}, accepted ${accepted}, rejected ${rejected}, still waiting ${waiting}\nأُرسل ${sent}، قُبل ${accepted}، رُفض ${rejected}، في الانتظار ${waiting}`,
    );
    if (paused !== undefined && !context.json) complain(context, paused);
    if (rejected > 0 || paused !== undefined) return EXIT.refused;
    return waiting > 0 ? EXIT.tryLater : EXIT.done;
  } finally {
    await door.close({ leavePaper: true });
  }
}
