// One line of a guest check or kitchen order: how many at the right, where Arabic begins, then what, and the amount at the left.
import type { SlipRow } from "../../../agent/core/receipt/model.ts";
import { type Block, beside, gap, NOTHING, type Phrase, stack, textBlock } from "../block.ts";
import type { Style } from "../line.ts";
import { amountBlock } from "./columns.ts";
import { pairBlock, pairOf } from "./pairs.ts";
import { amountText, arabic, figure, phraseWidth } from "./phrases.ts";
import type { Sheet } from "./sheet.ts";

/** The columns all rows of a slip share; 0 where no row needs one. */
export interface SlipColumns {
  readonly amount: number;
  readonly quantity: number;
}

type Item = Extract<SlipRow, { kind: "item" }>;

/** Width of the quantity column: 0 where nothing is counted. */
export const quantityWidth = (rows: readonly SlipRow[], sheet: Sheet): number =>
  Math.max(
    0,
    ...rows.flatMap((row) => (row.kind === "item" && row.quantity !== undefined ? [widthIn(row, sheet)] : [])),
  );

const widthIn = (row: Item, sheet: Sheet): number => phraseWidth(quantityPhrase(row, sheet)) + sheet.gutter;

/** The line, its note under it. */
export function slipItem(row: Item, columns: SlipColumns, sheet: Sheet): Block {
  const { body, small } = sheet.styles;
  const amounts = columns.amount === 0 ? 0 : columns.amount + sheet.gutter;
  const room = { x: sheet.left + amounts, width: sheet.width - amounts - columns.quantity };
  const first = beside(
    row.amount === undefined ? NOTHING : amountBlock(amountText(row.amount), body, columns.amount, sheet),
    pairBlock(pairOf(row.name, nameStyle(row, sheet), row.isLarge ? sheet.styles.label : small), room, sheet.gutter),
    quantityBlock(row, columns.quantity, sheet),
  );
  const note = row.note === undefined ? NOTHING : pairBlock(pairOf(row.note, body, small), room, sheet.gutter);
  return stack(first, note, gap(row.isLarge ? 8 : 4));
}

const nameStyle = ({ isLarge }: Item, { styles }: Sheet): Style => (isLarge ? styles.title : styles.strong);

const quantityPhrase = (row: Item, sheet: Sheet): Phrase =>
  arabic(row.quantity === undefined ? "" : `${figure(row.quantity)} ×`, nameStyle(row, sheet));

const quantityBlock = (row: Item, width: number, sheet: Sheet): Block =>
  textBlock(quantityPhrase(row, sheet), { x: sheet.right - width, width, align: "right" });
