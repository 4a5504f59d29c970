// Boxes to dots.
import { type Bitmap, createBitmap, fill, invert } from "./bitmap.ts";
import type { Block, Item } from "./block.ts";
import { drawLine } from "./line.ts";

/** A bitmap of the block's height and the given width. */
export function drawBlock(block: Block, width: number): Bitmap {
  const bitmap = createBitmap(width, block.height);
  for (const item of block.items) drawItem(bitmap, item);
  return bitmap;
}

function drawItem(bitmap: Bitmap, item: Item): void {
  if (item.kind === "line") drawLine(bitmap, item.line, item.x, item.y);
  else (item.kind === "fill" ? fill : invert)(bitmap, item.x, item.y, item.width, item.height);
}
