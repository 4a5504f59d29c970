// Boxes to dots.
import { type Bitmap, createBitmap, fill, invert, isBlack } from "./bitmap.ts";
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
  else if (item.kind === "modules") drawModules(bitmap, item);
  else if (item.kind === "picture") drawPicture(bitmap, item);
  else (item.kind === "fill" ? fill : invert)(bitmap, item.x, item.y, item.width, item.height);
}

function drawPicture(onto: Bitmap, { x, y, bitmap }: Extract<Item, { kind: "picture" }>): void {
  for (let row = 0; row < bitmap.height; row++) {
    for (let column = 0; column < bitmap.width; column++) {
      if (isBlack(bitmap, column, row)) fill(onto, x + column, y + row, 1, 1);
    }
  }
}

function drawModules(bitmap: Bitmap, { x, y, module, rows }: Extract<Item, { kind: "modules" }>): void {
  for (const [row, modules] of rows.entries()) {
    for (const [column, isBlack] of modules.entries()) {
      if (isBlack) fill(bitmap, x + column * module, y + row * module, module, module);
    }
  }
}
