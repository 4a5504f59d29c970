// The lines of a receipt. First line: Arabic name at the right, amount inclusive of VAT in the number column. Below it the
// English name at the left, and quantity, price and VAT rate in columns at the right, read from the right.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptAdjustment, ReceiptLine, ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { type Block, beside, dashes, gap, type Phrase, stack, textBlock } from "../block.ts";
import { amountBlock, beyondColumn } from "./columns.ts";
import { pairBlock, pairOf } from "./pairs.ts";
import {
  adjustmentWords,
  amountText,
  arabic,
  both,
  currencySign,
  english,
  figure,
  free,
  listed,
  negative,
  phraseWidth,
} from "./phrases.ts";
import { lineRoom, type Sheet } from "./sheet.ts";

/** A column of details: where its right edge stands, and how wide it is. */
interface Detail {
  readonly right: number;
  readonly width: number;
}

interface Details {
  readonly quantity: Detail;
  readonly price: Detail;
  readonly vat: Detail;
  /** Left edge of the leftmost column. */
  readonly left: number;
}

/** Captions and all lines. */
export function itemsBlock(model: ReceiptModel, column: number, sheet: Sheet): Block {
  const details = detailColumns(model, sheet);
  const lines = model.lines.map((line) => lineBlock(line, details, column, sheet));
  return stack(
    captions(model, details, sheet),
    gap(2),
    dashes(sheet.left, sheet.width),
    ...lines.flatMap((line, index) => [gap(index === 0 ? 3 : 6), line]),
  );
}

function captions(model: ReceiptModel, details: Details, sheet: Sheet): Block {
  const { labels } = sheet.texts;
  const style = sheet.styles.small;
  const width = details.left - sheet.gutter - sheet.left;
  const row = (side: "ar" | "en"): Block => {
    const phrase = side === "ar" ? arabic : english;
    const caption = (label: Bilingual): Phrase => phrase(label[side], style);
    const plain = caption(labels["line-amount"]);
    const full = phrase(`${plain.text} ${currencySign(model.currency)}`, style);
    return beside(
      textBlock(phraseWidth(full) <= width ? full : plain, { x: sheet.left, width, align: "left" }),
      detailBlock(caption(labels["line-vat"]), details.vat),
      detailBlock(caption(priceLabel(model, sheet)), details.price),
      detailBlock(caption(labels.quantity), details.quantity),
    );
  };
  return stack(row("ar"), row("en"));
}

const priceLabel = (model: ReceiptModel, sheet: Sheet): Bilingual =>
  sheet.texts.labels[model.pricesIncludeVat ? "price" : "price-without-vat"];

function detailColumns(model: ReceiptModel, sheet: Sheet): Details {
  const { labels } = sheet.texts;
  const widest = (label: Bilingual, values: readonly Phrase[]): number =>
    Math.max(
      phraseWidth(arabic(label.ar, sheet.styles.small)),
      phraseWidth(english(label.en, sheet.styles.small)),
      ...values.map(phraseWidth),
    );
  const of = (value: (line: ReceiptLine) => Phrase): readonly Phrase[] => model.lines.map(value);
  const quantity = {
    right: sheet.right,
    width: widest(
      labels.quantity,
      of((line) => quantityPhrase(line, sheet)),
    ),
  };
  const price = {
    right: quantity.right - quantity.width - sheet.gutter,
    width: widest(
      priceLabel(model, sheet),
      of((line) => pricePhrase(line, sheet)),
    ),
  };
  const vat = {
    right: price.right - price.width - sheet.gutter,
    width: widest(
      labels["line-vat"],
      of((line) => ratePhrase(line, sheet)),
    ),
  };
  return { quantity, price, vat, left: vat.right - vat.width };
}

const detailBlock = (phrase: Phrase, { right, width }: Detail): Block =>
  textBlock(phrase, { x: right - width, width, align: "right" });

const quantityPhrase = (line: ReceiptLine, sheet: Sheet): Phrase => {
  const unit = line.unit === "PCE" ? "" : ` ${unitWords(line.unit, sheet).ar}`;
  return arabic(`${figure(line.quantity)}${unit}`, sheet.styles.body);
};
const pricePhrase = (line: ReceiptLine, sheet: Sheet): Phrase => english(amountText(line.unitPrice), sheet.styles.body);
const ratePhrase = (line: ReceiptLine, sheet: Sheet): Phrase => english(figure(`${line.vat.rate}%`), sheet.styles.body);

const unitWords = (unit: string, sheet: Sheet): Bilingual => listed(sheet.texts.units, unit) ?? { ar: unit, en: unit };

function lineBlock(line: ReceiptLine, details: Details, column: number, sheet: Sheet): Block {
  const { strong } = sheet.styles;
  const first = beside(
    amountBlock(amountText(line.amount), strong, column, sheet),
    textBlock(free(line.name.ar || line.name.en, strong), { ...beyondColumn(column, sheet), align: "right" }),
  );
  return stack(first, secondLine(line, details, sheet), ...extras(line, sheet));
}

/** The English name and the details: on one line where the name leaves the columns free. */
function secondLine(line: ReceiptLine, details: Details, sheet: Sheet): Block {
  const numbers = beside(
    detailBlock(ratePhrase(line, sheet), details.vat),
    detailBlock(pricePhrase(line, sheet), details.price),
    detailBlock(quantityPhrase(line, sheet), details.quantity),
  );
  const name = englishName(line, sheet);
  const fits = phraseWidth(name) <= details.left - sheet.gutter - sheet.left;
  const block = textBlock(name, lineRoom(sheet, "left"));
  return fits ? beside(block, numbers) : stack(block, numbers);
}

function englishName({ name, unit }: ReceiptLine, sheet: Sheet): Phrase {
  const isBilingual = name.ar !== "" && name.en !== "" && name.ar !== name.en;
  const words = unit === "PCE" ? "" : ` (${unitWords(unit, sheet).en})`;
  return english(isBilingual ? `${name.en}${words}` : "", sheet.styles.small);
}

/** Discounts, charges and the note of one line; what they changed is in the line's amount already. */
function extras({ discounts, charges, note }: ReceiptLine, sheet: Sheet): readonly Block[] {
  const { labels } = sheet.texts;
  const { body, small } = sheet.styles;
  const whole = { x: sheet.left, width: sheet.width };
  const adjusted = (label: Bilingual, adjustment: ReceiptAdjustment, amount: string): Block => {
    const words = both(adjustmentWords(label, adjustment), (text) => `${text} ${amount}`);
    return pairBlock(pairOf(words, body, small), whole, sheet.gutter);
  };
  return [
    ...discounts.map((discount) => adjusted(labels.discount, discount, negative(discount.amount))),
    ...charges.map((charge) => adjusted(labels.charge, charge, amountText(charge.amount))),
    ...(note === undefined || !sheet.design.template.show.lineNotes
      ? []
      : [pairBlock(pairOf(note, small, small), whole, sheet.gutter)]),
  ];
}
