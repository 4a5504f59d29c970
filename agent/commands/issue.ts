// khatm issue: one sale becomes a stamped document.
import type { PresentedDocument, PresentedHeld } from "../api/present.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, tell, violationsText } from "./context.ts";
import { openDoor } from "./door.ts";
import { readSale } from "./read-sale.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const sale = await readSale(context, input);
  if (!sale.ok) return sale.error;
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", "/v1/invoices", sale.value);
    if (!isGood(answer)) return refuse(context, answer);
    const document = jsonOf<PresentedDocument | PresentedHeld>(answer);
    if (answer.status === 202) return awaiting(context, document);
    if ("irn" in document) tell(context, document, documentText(document, answer.status === 200));
    return EXIT.done;
  } finally {
    await door.close({ leavePaper: input.options["print"] === false });
  }
}

/** No tax invoice yet: what was told to the gateway or held will become one by itself. */
export function awaiting(context: CommandContext, document: PresentedDocument | PresentedHeld): ExitCode {
  const what = "irn" in document ? `${document.irn} was sent and is not answered yet` : "the gateway is away: held";
  tell(context, document, `NOT A TAX INVOICE / ليست فاتورة ضريبية: ${what}; awaiting clearance`);
  return EXIT.tryLater;
}

/** One document in a few lines. */
export function documentText(document: PresentedDocument, isRepeated = false): string {
  const { totals, irn, icv, type, state, printed, issuedAt, invoiceHash } = document;
  return [
    `${irn}  ${type}  ICV ${icv}  ${issuedAt}${isRepeated ? "  (issued before: same reference, same sale)" : ""}`,
    `  payable ${totals.payable} ${totals.currency}, of it VAT ${totals.vat}`,
    `  hash ${invoiceHash}`,
    `  gateway ${state}, paper ${printed}`,
    ...(document.warnings.length === 0 ? [] : [violationsText(document.warnings)]),
  ].join("\n");
}
