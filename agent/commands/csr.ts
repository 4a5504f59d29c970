// khatm csr: the certificate signing request of the unit, as it is or will be sent.
import { type CommandContext, EXIT, type ExitCode, tell } from "./context.ts";
import { quietly, readConfig } from "./read-config.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { openUnit } = await import("../wire.ts");
  const unit = openUnit(readConfig(context), quietly(context));
  try {
    const csr = await unit.terminal.csr();
    tell(context, { csr }, csr.trimEnd());
    return EXIT.done;
  } finally {
    await unit.close();
  }
}
