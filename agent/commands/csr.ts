// khatm csr: the certificate signing request of the unit, as it is or will be sent.
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const door = await openDoor(context);
  try {
    const answer = await door.call("GET", "/v1/csr");
    if (!isGood(answer)) return refuse(context, answer);
    const { csr } = jsonOf<{ readonly csr: string }>(answer);
    tell(context, { csr }, csr.trimEnd());
    return EXIT.done;
  } finally {
    await door.close({ leavePaper: true });
  }
}
