// How it was paid: each means with its amount, the change, and a tip outside the document.
import type { ReceiptModel, ReceiptPayment } from "../../../agent/core/receipt/model.ts";
import { type Block, stack } from "../block.ts";
import { both, quote } from "./phrases.ts";
import type { Sheet } from "./sheet.ts";
import { rowIn } from "./totals.ts";

/** One row per payment, then change and tip. */
export function paymentsBlock(model: ReceiptModel, column: number, sheet: Sheet): Block {
  const row = rowIn(model.currency, column, sheet);
  const { labels } = sheet.texts;
  return stack(
    ...model.payments.map((payment) => row(meansWords(payment, sheet), payment.amount)),
    ...(model.change === undefined ? [] : [row(labels.change, model.change)]),
    ...(model.tip === undefined || !sheet.design.template.show.tip ? [] : [row(labels.tip, model.tip)]),
  );
}

const meansWords = ({ means, label }: ReceiptPayment, sheet: Sheet) =>
  both(sheet.texts.means[means], (word) => (label === undefined ? word : `${word} ${quote(label)}`));
