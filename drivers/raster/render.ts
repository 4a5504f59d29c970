// The raster as one pure function: the meaning of a paper to its dots, the same dots on every machine.
import { createHash } from "node:crypto";
import type { Printable } from "../../agent/core/receipt/model.ts";
import { nonFiscalSlip } from "../../agent/core/receipt/non-fiscal-slip.ts";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../../agent/core/receipt/texts.ts";
import { unreachable } from "../../agent/core/result.ts";
import type { Bitmap } from "./bitmap.ts";
import type { Block } from "./block.ts";
import { type Design, PLAIN } from "./design.ts";
import { drawBlock } from "./draw.ts";
import { layoutReceipt } from "./layout/receipt.ts";
import { openSheet, type Sheet } from "./layout/sheet.ts";
import { layoutSlip } from "./layout/slip.ts";
import { printableModel } from "./printable.ts";
import { proveQr } from "./qr-check/prove.ts";

/** A rendered paper. */
export interface Picture extends Bitmap {
  /** Over width and rows, hexadecimal: the print journal keeps it to prove that a reprint shows the same. */
  readonly sha256: string;
}

/**
 * Renders a paper for a paper width.
 * @throws Error when the QR code cannot be drawn, or does not read back from the dots.
 */
export function render(model: Printable, paper: Paper, texts: ReceiptTexts, design: Design = PLAIN): Picture {
  const sheet = openSheet(paper, texts, design);
  const clean = printableModel(model);
  const block = layout(clean, sheet);
  const bitmap = drawBlock(block, paper);
  if (clean.form === "receipt" && clean.qr !== undefined) proveQr(bitmap, block, clean.qr);
  return { ...bitmap, sha256: createHash("sha256").update(`${paper}\n`).update(bitmap.rows).digest("hex") };
}

function layout(model: Printable, sheet: Sheet): Block {
  switch (model.form) {
    case "receipt":
      return layoutReceipt(model, sheet);
    case "non-fiscal":
      return layoutSlip(nonFiscalSlip(model), sheet);
    case "slip":
      return layoutSlip(model, sheet);
    default:
      return unreachable(model);
  }
}
