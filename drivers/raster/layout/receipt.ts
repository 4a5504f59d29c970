// A receipt from top to bottom (documents.md C13): its parts in the order of the template.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptModel, ReceiptParty } from "../../../agent/core/receipt/model.ts";
import type { ReceiptBlock } from "../../../agent/core/receipt/template.ts";
import { type Block, gap, NOTHING, stack } from "../block.ts";
import { qrBlock } from "../qr.ts";
import { amountTexts, amountWidth } from "./columns.ts";
import { type Fact, factsBlock, figureFact, wordFact } from "./facts.ts";
import { headerBlock, marksBlock, sellerBlock, titleBlock } from "./heading.ts";
import { itemsBlock } from "./items.ts";
import { logoBlock } from "./logo.ts";
import { centredPair, pairOf } from "./pairs.ts";
import { paymentsBlock } from "./payments.ts";
import { figure, listed } from "./phrases.ts";
import { ruleBlock, type Sheet } from "./sheet.ts";
import { totalsBlock, vatBlock } from "./totals.ts";

/** What of a receipt stands in which block. */
const PARTS: { readonly [block in ReceiptBlock]: (model: ReceiptModel, column: number, sheet: Sheet) => Block } = {
  logo: (_, __, sheet) => logoBlock(sheet),
  header: ({ header }, _, sheet) => headerBlock(header, sheet),
  seller: ({ seller }, _, sheet) => sellerBlock(seller, sheet),
  title: ({ profile, type }, _, sheet) => titleBlock(sheet.texts.titles[`${profile} ${type}`], sheet),
  facts: (model, _, sheet) => factsBlock(documentFacts(model, sheet), sheet),
  buyer: ({ buyer }, _, sheet) => (buyer === undefined ? NOTHING : factsBlock(buyerFacts(buyer, sheet), sheet)),
  items: itemsBlock,
  totals: totalsBlock,
  vat: vatBlock,
  payments: paymentsBlock,
  note: ({ note }, _, sheet) => (note === undefined ? NOTHING : factsBlock([wordFact(sheet, "note", note)], sheet)),
  qr: ({ qr }, _, sheet) => (qr === undefined ? gap(8) : qrBlock(qr, sheet.paper)),
  footer: ({ footer }, _, sheet) => footerBlock(footer, sheet),
};

/** Blocks of rows: a thin line parts those of different groups where they meet. */
const GROUPS: { readonly [block in ReceiptBlock]?: number } = {
  facts: 1,
  buyer: 2,
  items: 3,
  totals: 4,
  vat: 4,
  payments: 4,
  note: 5,
};

/** Lays out one receipt. */
export function layoutReceipt(model: ReceiptModel, sheet: Sheet): Block {
  const column = amountWidth(amountTexts(model), sheet);
  const found: Block[] = [gap(4), marksBlock(model.marks, sheet)];
  let before: number | undefined;
  for (const name of sheet.design.template.blocks) {
    const block = PARTS[name](model, column, sheet);
    if (block.height === 0) continue;
    const group = GROUPS[name];
    if (group !== undefined && before !== undefined && group !== before) found.push(ruleBlock(sheet));
    found.push(block);
    before = group;
  }
  return stack(...found);
}

function documentFacts(model: ReceiptModel, sheet: Sheet): readonly Fact[] {
  const { show } = sheet.design.template;
  const optional = (value: string | undefined, fact: (text: string) => Fact): readonly Fact[] =>
    value === undefined || value === "" ? [] : [fact(value)];
  const flags = model.flags.map((flag) => sheet.texts.flags[flag]);
  const joined = { ar: flags.map(({ ar }) => ar).join("، "), en: flags.map(({ en }) => en).join(", ") };
  return [
    ...partyIds(model.seller, "vat-number", sheet),
    figureFact(sheet, model.type.endsWith("-note") ? "note-number" : "invoice-number", model.irn),
    figureFact(sheet, "issued", `${model.issueDate} ${model.issueTime}`),
    ...(flags.length === 0 ? [] : [wordFact(sheet, "transaction", joined)]),
    ...optional(model.supplyDate, (date) => figureFact(sheet, "supply-date", date)),
    ...optional(model.supplyEndDate, (date) => figureFact(sheet, "supply-end-date", date)),
    ...model.originals.map((original) => wordFact(sheet, "original", original)),
    ...(model.reason === undefined ? [] : [wordFact(sheet, "reason", model.reason)]),
    ...optional(show.order ? model.order : undefined, (order) => wordFact(sheet, "order", order)),
    ...optional(show.cashier ? model.cashier : undefined, (cashier) => wordFact(sheet, "cashier", cashier)),
  ];
}

function buyerFacts(buyer: ReceiptParty, sheet: Sheet): readonly Fact[] {
  return [
    wordFact(sheet, "buyer", buyer.name),
    ...(buyer.address === undefined ? [] : [wordFact(sheet, "buyer-address", buyer.address)]),
    ...partyIds(buyer, "buyer-vat-number", sheet),
  ];
}

function partyIds(
  { vatNumber, id }: ReceiptParty,
  label: "vat-number" | "buyer-vat-number",
  sheet: Sheet,
): readonly Fact[] {
  const scheme =
    id === undefined ? undefined : (listed(sheet.texts.schemes, id.scheme) ?? sheet.texts.labels["other-id"]);
  return [
    ...(vatNumber === undefined ? [] : [figureFact(sheet, label, vatNumber)]),
    ...(id === undefined || scheme === undefined ? [] : [{ label: scheme, value: figure(id.value) }]),
  ];
}

function footerBlock(footer: readonly Bilingual[], sheet: Sheet): Block {
  const { body, small } = sheet.styles;
  if (footer.length === 0) return NOTHING;
  return stack(...footer.map((line) => centredPair(pairOf(line, body, small), sheet)), gap(4));
}
