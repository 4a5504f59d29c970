// The totals, every one with its currency (C13): what was added and taken off, without VAT, VAT by category, with VAT, due.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptModel, ReceiptVatGroup } from "../../../agent/core/receipt/model.ts";
import { type Block, bar, beside, gap, shifted, stack, textBlock } from "../block.ts";
import { amountRow, beyondColumn } from "./columns.ts";
import { pairBlock, pairOf } from "./pairs.ts";
import { adjustmentWords, both, english, figure, money, phraseWidth, quote } from "./phrases.ts";
import { lineRoom, type Role, type Sheet } from "./sheet.ts";

/** Draws one row of label and amount in the document's currency. */
type Row = (label: Bilingual, amount: string, role?: Role) => Block;

/** From the sum of the lines to the amount due. */
export function totalsBlock(model: ReceiptModel, column: number, sheet: Sheet): Block {
  const row = rowIn(model.currency, column, sheet);
  const { labels } = sheet.texts;
  return stack(
    ...adjustmentRows(model, row, sheet),
    row(labels["total-without-vat"], model.totalWithoutVat),
    ...vatRows(model, row, column, sheet),
    row(labels["total-with-vat"], model.totalWithVat, "total"),
    ...model.prepaid.map(({ irn, amount }) =>
      row(
        both(labels.prepaid, (word) => `${word} ${figure(irn)}`),
        `-${amount}`,
      ),
    ),
    ...(model.rounding === undefined ? [] : [row(labels.rounding, model.rounding)]),
    dueBlock(model, sheet),
  );
}

export const rowIn =
  (currency: string, column: number, sheet: Sheet): Row =>
  (label, amount, role = "body") => {
    const en = role === "total" ? sheet.styles.label : sheet.styles.small;
    return amountRow(pairOf(label, sheet.styles[role], en), money(amount, currency), column, sheet);
  };

function adjustmentRows(model: ReceiptModel, row: Row, sheet: Sheet): readonly Block[] {
  const { labels } = sheet.texts;
  if (model.discounts.length + model.charges.length === 0) return [];
  return [
    row(labels["lines-total"], model.linesTotal),
    ...model.discounts.map((discount) => row(adjustmentWords(labels.discount, discount), `-${discount.amount}`)),
    ...model.charges.map((charge) => row(adjustmentWords(labels.charge, charge), charge.amount)),
  ];
}

/** VAT by category, on how much each: a block of its own where a template asks for it, instead of rows in the totals. */
export function vatBlock(model: ReceiptModel, column: number, sheet: Sheet): Block {
  const row = rowIn(model.currency, column, sheet);
  return stack(gap(4), ...groupRows(model, true, { row, column, sheet }));
}

interface Rows {
  readonly row: Row;
  readonly column: number;
  readonly sheet: Sheet;
}

const groupRows = (model: ReceiptModel, tellsTaxable: boolean, { row, column, sheet }: Rows): readonly Block[] =>
  model.vatGroups.flatMap((group) => [
    row(groupLabel(group, tellsTaxable, model.currency, sheet), group.vat),
    ...exemptionBlock(group, column, sheet),
  ]);

function vatRows(model: ReceiptModel, row: Row, column: number, sheet: Sheet): readonly Block[] {
  const { labels } = sheet.texts;
  const isMixed = model.vatGroups.length > 1;
  const isElsewhere = sheet.design.template.blocks.includes("vat");
  return [
    ...(isElsewhere ? [] : groupRows(model, isMixed, { row, column, sheet })),
    ...(isMixed || isElsewhere ? [row(labels["vat-total"], model.vatTotal)] : []),
    ...(model.currency === "SAR" ? [] : [rowIn("SAR", column, sheet)(labels["vat-in-sar"], model.vatInSar)]),
  ];
}

/** `VAT 15%`; with several groups also on how much, so that each group can be checked. */
function groupLabel(group: ReceiptVatGroup, tellsTaxable: boolean, currency: string, sheet: Sheet): Bilingual {
  const rate = figure(`${group.rate}%`);
  const { vat, "vat-of-group": ofGroup } = sheet.texts.labels;
  if (!tellsTaxable) return both(vat, (word) => `${word} ${rate}`);
  const taxable = money(group.taxable, currency);
  return both(ofGroup, (words) => words.replace("{rate}", rate).replace("{taxable}", taxable));
}

function exemptionBlock({ category, exemption }: ReceiptVatGroup, column: number, sheet: Sheet): readonly Block[] {
  if (category === "S") return [];
  const { small } = sheet.styles;
  const kind = sheet.texts.categories[category];
  const { ar, en } = exemption?.text ?? { ar: "", en: "" };
  const join = (word: string, why: string): string => (why === "" ? word : `${word}: ${quote(why)}`);
  const words = { ar: join(kind.ar, ar || en), en: join(kind.en, en || ar) };
  return [pairBlock(pairOf(words, small, small), beyondColumn(column, sheet), sheet.gutter)];
}

/** What is to be paid: the biggest figure on the paper, between bars. */
function dueBlock(model: ReceiptModel, sheet: Sheet): Block {
  const { due, title, label } = sheet.styles;
  const amount = english(money(model.amountDue, model.currency), due);
  const { labels } = sheet.texts;
  const words = pairOf(labels[model.type === "credit-note" ? "refund-due" : "amount-due"], title, label);
  const line = bar(sheet.left, sheet.width, 3);
  const row = beside(
    textBlock(amount, lineRoom(sheet, "left")),
    pairBlock(words, beyondColumn(phraseWidth(amount), sheet), sheet.gutter),
  );
  return stack(shifted(line, 4), gap(1), row, line, gap(4));
}
