// khatm convert: a tax invoice for a customer who already has a receipt; the receipt is credited.
import type { PresentedDocument } from "../api/present.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";
import { documentText } from "./issue.ts";
import { readSale } from "./read-sale.ts";

interface Converted {
  readonly document: PresentedDocument;
  readonly credit: PresentedDocument;
}

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const [irn = "", file] = input.arguments;
  const order = await readSale(context, { ...input, arguments: file === undefined ? [] : [file] });
  if (!order.ok) return order.error;
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", `/v1/invoices/${encodeURIComponent(irn)}/convert`, order.value);
    if (!isGood(answer)) return refuse(context, answer);
    if (answer.status === 202) {
      tell(
        context,
        jsonOf(answer),
        "sent, not answered yet: the tax invoice and the credit note follow by themselves\nأُرسلت ولم يأتِ الرد بعد: تتبعها الفاتورة الضريبية والإشعار الدائن وحدهما",
      );
      return EXIT.tryLater;
    }
    const { document, credit } = jsonOf<Converted>(answer);
    tell(context, { document, credit }, `${documentText(document)}\n${documentText(credit)}`);
    return EXIT.done;
  } finally {
    await door.close();
  }
}
