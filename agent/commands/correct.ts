// khatm correct: a document the authority refused is made again, after its cause was corrected.
import type { PresentedDocument } from "../api/present.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";
import { awaiting, documentText } from "./issue.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const irn = input.arguments[0] ?? "";
  const door = await openDoor(context);
  try {
    const path = `/v1/invoices/${encodeURIComponent(irn)}/correct`;
    const answer = await door.call("POST", path, { reviewed: input.options["reviewed"] === true });
    if (!isGood(answer)) return refuse(context, answer);
    const document = jsonOf<PresentedDocument>(answer);
    if (answer.status === 202) return awaiting(context, document);
    const hint = document.profile === "simplified" ? `\nthe corrected paper / الورقة المصححة: khatm print ${irn}` : "";
    tell(context, document, documentText(document) + hint);
    return EXIT.done;
  } finally {
    await door.close();
  }
}
