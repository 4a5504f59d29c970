// khatm print: a copy of a receipt, marked as one.
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const irn = input.arguments[0] ?? "";
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", `/v1/invoices/${encodeURIComponent(irn)}/print`);
    if (!isGood(answer)) return refuse(context, answer);
    tell(context, jsonOf(answer), `a copy of ${irn} is on its way to the printer`);
    return EXIT.done;
  } finally {
    await door.close();
  }
}
