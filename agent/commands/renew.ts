// khatm renew: a new key and a new production CSID; the old one signs until the new one is active.
import type { CommandContext, CommandInput, ExitCode } from "./context.ts";
import { enrol } from "./enrol.ts";

export const run = (context: CommandContext, input: CommandInput): Promise<ExitCode> =>
  enrol(context, input, "/v1/renewal");
