// Papers that are no tax document: no QR code, no invoice title, and a bar that says so (contract.md, POST /v1/prints).

import type { SlipModel, SlipRow } from "../../../agent/core/receipt/model.ts";
import { unreachable } from "../../../agent/core/result.ts";
import { type Block, gap, stack } from "../block.ts";
import { amountRow, amountWidth } from "./columns.ts";
import { factsBlock } from "./facts.ts";
import { marksBlock, noticeBlock, titleBlock } from "./heading.ts";
import { centredPair, pairBlock, pairOf } from "./pairs.ts";
import { amountText } from "./phrases.ts";
import { ruleBlock, type Sheet } from "./sheet.ts";
import { quantityWidth, type SlipColumns, slipItem } from "./slip-item.ts";

/** Lays out one slip. */
export function layoutSlip(model: SlipModel, sheet: Sheet): Block {
  const amounts = model.rows.flatMap((row) => ("amount" in row && row.amount !== undefined ? [row.amount] : []));
  const columns = { amount: amountWidth(amounts.map(amountText), sheet), quantity: quantityWidth(model.rows, sheet) };
  return stack(
    gap(4),
    marksBlock(model.marks, sheet),
    noticeBlock(model.notice ?? sheet.texts.labels["not-a-tax-invoice"], sheet),
    titleBlock(model.title, sheet),
    ...model.rows.map((row) => rowBlock(row, columns, sheet)),
    gap(8),
  );
}

function rowBlock(row: SlipRow, columns: SlipColumns, sheet: Sheet): Block {
  const { body, small, strong } = sheet.styles;
  switch (row.kind) {
    case "facts":
      return factsBlock(row.facts, sheet);
    case "amount":
      return amountRow(
        pairOf(row.label, row.isStrong ? strong : body, small),
        amountText(row.amount),
        columns.amount,
        sheet,
      );
    case "item":
      return slipItem(row, columns, sheet);
    case "heading":
      return stack(gap(4), centredPair(pairOf(row.text, strong, small), sheet), gap(4));
    case "text":
      return pairBlock(pairOf(row.text, body, small), { x: sheet.left, width: sheet.width }, sheet.gutter);
    case "rule":
      return ruleBlock(sheet);
    default:
      return unreachable(row);
  }
}
