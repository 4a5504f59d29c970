// Papers that are no tax document: no QR code, no invoice title, and a bar that says so (contract.md, POST /v1/prints).

import type { SlipModel, SlipRow } from "../../../agent/core/receipt/model.ts";
import { unreachable } from "../../../agent/core/result.ts";
import { type Block, gap, stack } from "../block.ts";
import { amountRow, amountWidth } from "./columns.ts";
import { factsBlock } from "./facts.ts";
import { marksBlock, noticeBlock, titleBlock } from "./heading.ts";
import { pairBlock, pairOf } from "./pairs.ts";
import { amountText } from "./phrases.ts";
import { ruleBlock, type Sheet } from "./sheet.ts";

/** Lays out one slip. */
export function layoutSlip(model: SlipModel, sheet: Sheet): Block {
  const amounts = model.rows.flatMap((row) => (row.kind === "amount" ? [amountText(row.amount)] : []));
  const column = amountWidth(amounts, sheet);
  return stack(
    gap(4),
    marksBlock(model.marks, sheet),
    noticeBlock(sheet.texts.labels["not-a-tax-invoice"], sheet),
    titleBlock(model.title, sheet),
    ...model.rows.map((row) => rowBlock(row, column, sheet)),
    gap(8),
  );
}

function rowBlock(row: SlipRow, column: number, sheet: Sheet): Block {
  const { body, small, strong } = sheet.styles;
  switch (row.kind) {
    case "facts":
      return factsBlock(row.facts, sheet);
    case "amount":
      return amountRow(pairOf(row.label, row.isStrong ? strong : body, small), amountText(row.amount), column, sheet);
    case "text":
      return pairBlock(pairOf(row.text, body, small), { x: sheet.left, width: sheet.width }, sheet.gutter);
    case "rule":
      return ruleBlock(sheet);
    default:
      return unreachable(row);
  }
}
