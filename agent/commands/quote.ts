// khatm quote: what a sale would cost, and whether it would be refused. Nothing is stored.
import type { Quote } from "../terminal.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, tell, violationsText } from "./context.ts";
import { openDoor } from "./door.ts";
import { readSale } from "./read-sale.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const sale = await readSale(context, input);
  if (!sale.ok) return sale.error;
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", "/v1/quote", sale.value);
    if (!isGood(answer)) return refuse(context, answer);
    const quote = jsonOf<Quote>(answer);
    tell(context, quote, quoteText(quote));
    return EXIT.done;
  } finally {
    await door.close();
  }
}

const quoteText = ({ totals, warnings }: Quote): string =>
  [
    `payable / المستحق ${totals.payable} ${totals.currency}`,
    `  without VAT / قبل الضريبة ${totals.net}, VAT / الضريبة ${totals.vat}, with VAT / مع الضريبة ${totals.gross}`,
    ...totals.vatBreakdown.map((g) => `  ${g.category} ${g.rate} %: ${g.taxable} + ${g.vat}`),
    ...(warnings.length === 0 ? [] : [violationsText(warnings)]),
  ].join("\n");
