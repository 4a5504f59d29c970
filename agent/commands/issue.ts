// khatm issue: one sale becomes a stamped document.
import type { PresentedDocument, PresentedHeld } from "../api/present.ts";
import type { Bilingual } from "../core/bilingual.ts";
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
  const { en, ar } = "irn" in document ? sent(document.irn) : HELD;
  tell(context, document, `NOT A TAX INVOICE / ليست فاتورة ضريبية: ${en}; awaiting clearance\n${ar}`);
  return EXIT.tryLater;
}

const sent = (irn: string): Bilingual => ({
  ar: `أُرسل ${irn} ولم يأتِ رد الهيئة بعد: بانتظار الاعتماد`,
  en: `${irn} was sent and is not answered yet`,
});
const HELD: Bilingual = { ar: "البوابة بعيدة فحُجزت العملية: بانتظار الاعتماد", en: "the gateway is away: held" };

/** One document in a few lines. */
export function documentText(document: PresentedDocument, isRepeated = false): string {
  const { totals, irn, icv, type, state, printed, issuedAt, invoiceHash } = document;
  return [
    `${irn}  ${type}  ICV ${icv}  ${issuedAt}${isRepeated ? "  (issued before: same reference, same sale / صدر من قبل)" : ""}`,
    `  payable / المستحق ${totals.payable} ${totals.currency}, of it VAT / منه الضريبة ${totals.vat}`,
    `  hash / البصمة ${invoiceHash}`,
    `  gateway / البوابة ${state}, paper / الورقة ${printed}`,
    ...(document.warnings.length === 0 ? [] : [violationsText(document.warnings)]),
  ].join("\n");
}
