// The one number column of a receipt: line amounts, totals and payments stand in it with their last digits under each other,
// at the left, where a line of Arabic ends.
import type { ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { type Block, beside, textBlock } from "../block.ts";
import type { Style } from "../line.ts";
import { type Pair, pairBlock, type Span } from "./pairs.ts";
import { amountText, english, money, phraseWidth } from "./phrases.ts";
import type { Sheet } from "./sheet.ts";

/** Width of the number column: the widest of the texts that will stand in it. */
export const amountWidth = (texts: readonly string[], sheet: Sheet): number =>
  Math.max(0, ...texts.map((text) => phraseWidth(english(text, sheet.styles.strong))));

/** Every amount of a receipt as it stands in the number column. */
export function amountTexts(model: ReceiptModel): readonly string[] {
  const adjustments = [...model.discounts, ...model.charges, ...model.prepaid, ...model.payments];
  const totals = [
    ...adjustments.map(({ amount }) => `-${amount}`),
    ...model.vatGroups.map((group) => group.vat),
    model.linesTotal,
    model.totalWithVat,
  ];
  return [...model.lines.map((line) => amountText(line.amount)), ...totals.map((text) => money(text, model.currency))];
}

/** An amount in the column. */
export const amountBlock = (text: string, style: Style, column: number, sheet: Sheet): Block =>
  textBlock(english(text, style), { x: sheet.left, width: column, align: "right" });

/** The room right of the number column. */
export const beyondColumn = (column: number, sheet: Sheet): Span => ({
  x: sheet.left + column + sheet.gutter,
  width: sheet.width - column - sheet.gutter,
});

/** A row of label and amount. */
export const amountRow = (pair: Pair, amount: string, column: number, sheet: Sheet): Block =>
  beside(amountBlock(amount, pair.ar.style, column, sheet), pairBlock(pair, beyondColumn(column, sheet), sheet.gutter));
