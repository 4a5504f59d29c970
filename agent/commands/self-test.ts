// khatm self-test: proves this version on this machine and brings the ledger to its schema; what an update does first.
import { makePrivateFolder } from "../keys/durable-file.ts";
import { selfTest } from "../wire-self-test.ts";
import { type CommandContext, EXIT, type ExitCode, tell } from "./context.ts";
import { findingText } from "./finding-text.ts";
import { readConfig } from "./read-config.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const config = readConfig(context);
  makePrivateFolder(config.state.folder);
  const checks = await selfTest(config);
  const isProven = checks.every(({ state }) => state !== "bad");
  tell(context, { proven: isProven, checks }, checks.map(findingText).join("\n"));
  return isProven ? EXIT.done : EXIT.refused;
}
