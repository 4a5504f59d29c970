// khatm simulate: hands its arguments to the simulator, a product of its own that shares no code with the agent.
import type { CommandContext, CommandInput, ExitCode } from "./context.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const isPrinter = input.arguments.includes("--printer");
  const program = isPrinter ? await import("../../simulator/printer/main.ts") : await import("../../simulator/main.ts");
  const stop = new AbortController();
  void context.stopped().then(() => stop.abort());
  const argv = input.arguments.filter((argument) => argument !== "--printer");
  return (await program.run(argv, stop.signal, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  })) as ExitCode;
}
