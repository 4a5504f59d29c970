// khatm doctor: every check with what was found and its remedy; --go-live: the checklist with its evidence.
import type { Finding } from "../terminal.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";
import { findingText } from "./finding-text.ts";
import { readConfig } from "./read-config.ts";

/** A configuration that does not load ends before, beside an agent too: every mistake in both languages, exit code 78. */
export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  readConfig(context);
  const door = await openDoor(context);
  try {
    const answer = await door.call("GET", input.options["goLive"] === true ? "/v1/go-live" : "/v1/doctor");
    if (!isGood(answer)) return refuse(context, answer);
    const { checks } = jsonOf<{ checks: readonly Finding[] }>(answer);
    const isHealthy = checks.every(({ state }) => state !== "bad");
    tell(context, { healthy: isHealthy, checks }, checks.map(findingText).join("\n"));
    return isHealthy ? EXIT.done : EXIT.refused;
  } finally {
    await door.close({ leavePaper: true });
  }
}
