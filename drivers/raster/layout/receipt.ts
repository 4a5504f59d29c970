// A receipt from top to bottom (documents.md C13): the order of its parts, and nothing else.
import type { ReceiptModel, ReceiptParty } from "../../../agent/core/receipt/model.ts";
import { type Block, gap, NOTHING, stack } from "../block.ts";
import { qrBlock } from "../qr.ts";
import { amountTexts, amountWidth } from "./columns.ts";
import { type Fact, factsBlock, figureFact, wordFact } from "./facts.ts";
import { marksBlock, sellerBlock, titleBlock } from "./heading.ts";
import { itemsBlock } from "./items.ts";
import { centredPair, pairOf } from "./pairs.ts";
import { paymentsBlock } from "./payments.ts";
import { figure } from "./phrases.ts";
import { ruleBlock, type Sheet } from "./sheet.ts";
import { totalsBlock } from "./totals.ts";

/** Lays out one receipt. */
export function layoutReceipt(model: ReceiptModel, sheet: Sheet): Block {
  const column = amountWidth(amountTexts(model), sheet);
  const sections = [
    factsBlock(documentFacts(model, sheet), sheet),
    ...(model.buyer === undefined ? [] : [factsBlock(buyerFacts(model.buyer, sheet), sheet)]),
    itemsBlock(model, column, sheet),
    stack(totalsBlock(model, column, sheet), paymentsBlock(model, column, sheet)),
    ...(model.note === undefined ? [] : [factsBlock([wordFact(sheet, "note", model.note)], sheet)]),
  ];
  return stack(
    gap(4),
    marksBlock(model.marks, sheet),
    sellerBlock(model.header, model.seller, sheet),
    titleBlock(sheet.texts.titles[`${model.profile} ${model.type}`], sheet),
    ...sections.flatMap((section, index) => (index === 0 ? [section] : [ruleBlock(sheet), section])),
    closing(model, sheet),
  );
}

function documentFacts(model: ReceiptModel, sheet: Sheet): readonly Fact[] {
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
    ...optional(model.order, (order) => wordFact(sheet, "order", order)),
    ...optional(model.cashier, (cashier) => wordFact(sheet, "cashier", cashier)),
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
  const scheme = id === undefined ? undefined : (sheet.texts.schemes[id.scheme] ?? sheet.texts.labels["other-id"]);
  return [
    ...(vatNumber === undefined ? [] : [figureFact(sheet, label, vatNumber)]),
    ...(id === undefined || scheme === undefined ? [] : [{ label: scheme, value: figure(id.value) }]),
  ];
}

function closing(model: ReceiptModel, sheet: Sheet): Block {
  const { body, small } = sheet.styles;
  return stack(
    model.qr === undefined ? gap(8) : qrBlock(model.qr, sheet.paper),
    ...model.footer.map((line) => centredPair(pairOf(line, body, small), sheet)),
    model.footer.length === 0 ? NOTHING : gap(4),
  );
}
