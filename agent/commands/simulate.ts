// khatm simulate: hands its arguments to the simulator, a product of its own that shares no code with the agent.
import type { CommandContext, CommandInput, ExitCode } from "./context.ts";

interface Program {
  readonly run: (
    argv: readonly string[],
    signal: AbortSignal,
    output: { readonly out: (text: string) => void; readonly err: (text: string) => void },
  ) => Promise<number>;
}

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const kind = input.arguments.find((argument) => Object.hasOwn(PROGRAMS, argument));
  const program = kind === undefined ? await import("../../simulator/main.ts") : await PROGRAMS[kind]?.();
  if (program === undefined) throw new Error("a simulator without a program");
  const stop = new AbortController();
  void context.stopped().then(() => stop.abort());
  const argv = input.arguments.filter((argument) => argument !== kind);
  return (await program.run(argv, stop.signal, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  })) as ExitCode;
}

/** Simulators beside that of the authority's gateway, by the flag that asks for them. */
const PROGRAMS: Readonly<Record<string, () => Promise<Program>>> = {
  "--printer": () => import("../../simulator/printer/main.ts"),
  "--stackcue": () => import("../../simulator/stackcue/main.ts"),
};
