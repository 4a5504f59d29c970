// khatm onboard: one-time password → compliance CSID → compliance documents → production CSID.
import type { CommandContext, CommandInput, ExitCode } from "./context.ts";
import { enrol } from "./enrol.ts";

export const run = (context: CommandContext, input: CommandInput): Promise<ExitCode> =>
  enrol(context, input, "/v1/onboarding");
