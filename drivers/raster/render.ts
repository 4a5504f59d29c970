// The raster as one pure function: the meaning of a paper to its dots, the same dots on every machine.
import { createHash } from "node:crypto";
import type { Printable } from "../../agent/core/receipt/model.ts";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../../agent/core/receipt/texts.ts";
import type { Bitmap } from "./bitmap.ts";
import { drawBlock } from "./draw.ts";
import { layoutReceipt } from "./layout/receipt.ts";
import { openSheet } from "./layout/sheet.ts";
import { layoutSlip } from "./layout/slip.ts";
import { printableModel } from "./printable.ts";

/** A rendered paper. */
export interface Picture extends Bitmap {
  /** Over width and rows, hexadecimal: the print journal keeps it to prove that a reprint shows the same. */
  readonly sha256: string;
}

/** Renders a receipt or slip for a paper width. */
export function render(model: Printable, paper: Paper, texts: ReceiptTexts): Picture {
  const sheet = openSheet(paper, texts);
  const clean = printableModel(model);
  const block = clean.form === "receipt" ? layoutReceipt(clean, sheet) : layoutSlip(clean, sheet);
  const bitmap = drawBlock(block, paper);
  return { ...bitmap, sha256: createHash("sha256").update(`${paper}\n`).update(bitmap.rows).digest("hex") };
}
