// The head of a paper: marks, the shop, and what the document is, in words.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptMark, ReceiptParty } from "../../../agent/core/receipt/model.ts";
import { type Block, bar, beside, gap, inverted, shifted, stack, textBlock } from "../block.ts";
import { centredPair, pairOf } from "./pairs.ts";
import { arabic, phraseWidth, quote } from "./phrases.ts";
import { lineRoom, type Sheet } from "./sheet.ts";

/** COPY and TEST, white on black over the whole line: seen before anything is read. */
export const marksBlock = (marks: readonly ReceiptMark[], sheet: Sheet): Block =>
  stack(...marks.map((mark) => noticeBlock(sheet.texts.marks[mark], sheet)));

/** Words white on black over the whole line. */
export function noticeBlock(words: Bilingual, sheet: Sheet): Block {
  const { mark } = sheet.styles;
  const pair = pairOf(words, mark, mark);
  const fits = phraseWidth(pair.ar) + phraseWidth(pair.en) + sheet.gutter <= sheet.width;
  const together = arabic(`${quote(words.ar)}\u00a0\u00a0${quote(words.en)}`, mark);
  const text = fits ? textBlock(together, lineRoom(sheet, "center")) : centredPair(pair, sheet);
  return stack(inverted(stack(gap(2), text, gap(3)), sheet.left, sheet.width), gap(6));
}

/** The shop's own lines at the top. */
export const headerBlock = (header: readonly Bilingual[], sheet: Sheet): Block =>
  stack(...header.map((line) => centredPair(pairOf(line, sheet.styles.header, sheet.styles.small), sheet)));

/** The shop's name and address, in the middle. */
export function sellerBlock(seller: ReceiptParty, sheet: Sheet): Block {
  const { seller: large, label, body, small } = sheet.styles;
  return stack(
    centredPair(pairOf(seller.name, large, label), sheet),
    ...(seller.address === undefined ? [] : [centredPair(pairOf(seller.address, body, small), sheet)]),
  );
}

/** The title between two bars: on one line where both languages fit. */
export function titleBlock(title: Bilingual, sheet: Sheet): Block {
  const pair = pairOf(title, sheet.styles.title, sheet.styles.label);
  const fits = phraseWidth(pair.ar) + phraseWidth(pair.en) + sheet.gutter <= sheet.width;
  const text = fits
    ? beside(textBlock(pair.en, lineRoom(sheet, "left")), textBlock(pair.ar, lineRoom(sheet, "right")))
    : centredPair(pair, sheet);
  const line = bar(sheet.left, sheet.width, 3);
  return stack(shifted(line, 5), gap(1), text, line, gap(6));
}
