// khatm show: one document, its XML, its QR text, or its receipt as a picture.
import { writeFile } from "node:fs/promises";
import type { PresentedDocument } from "../api/present.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { type Door, openDoor } from "./door.ts";
import { documentText } from "./issue.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const door = await openDoor(context);
  try {
    return await show(context, input, door);
  } finally {
    await door.close({ leavePaper: true });
  }
}

async function show(context: CommandContext, input: CommandInput, door: Door): Promise<ExitCode> {
  const path = `/v1/invoices/${encodeURIComponent(input.arguments[0] ?? "")}`;
  const picture = optionText(input, "receipt");
  const suffix = picture !== undefined ? "/receipt.png" : input.options["xml"] === true ? "/xml" : "";
  const answer = await door.call("GET", path + suffix);
  if (!isGood(answer)) return refuse(context, answer);
  if (picture !== undefined) {
    await writeFile(picture, answer.body);
    tell(context, { written: picture }, `receipt written to / كُتب الإيصال في: ${picture}`);
  } else if (suffix === "/xml") context.raw(answer.body);
  else {
    const document = jsonOf<PresentedDocument>(answer);
    if (input.options["qr"] === true) context.out(document.qr);
    else tell(context, document, documentText(document));
  }
  return EXIT.done;
}
