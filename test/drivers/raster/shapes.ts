// Counts the separate black shapes of a text: dots that touch their letter or each other make fewer, broken joins make more.
import { createBitmap, isBlack } from "../../../drivers/raster/bitmap.ts";
import { drawLine, type Style, setLine } from "../../../drivers/raster/line.ts";
import { toParagraph } from "../../../drivers/raster/paragraph.ts";

/** Black shapes of an Arabic text that touch nowhere, not even at a corner. */
export function shapesOf(text: string, style: Style): number {
  const line = setLine(toParagraph(text, "rtl"), 0, text.length, style);
  const margin = style.size;
  const bitmap = createBitmap(line.width + 2 * margin, line.ascent + line.descent + 2 * margin);
  drawLine(bitmap, line, margin, line.ascent + margin);
  const black = Uint8Array.from({ length: bitmap.width * bitmap.height }, (_, at) =>
    isBlack(bitmap, at % bitmap.width, Math.floor(at / bitmap.width)) ? 1 : 0,
  );
  let count = 0;
  for (let at = black.indexOf(1); at >= 0; at = black.indexOf(1, at)) {
    count++;
    erase(black, at, bitmap.width);
  }
  return count;
}

function erase(black: Uint8Array, start: number, width: number): void {
  const open = [start];
  black[start] = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
      if (black[at + step] !== 1) continue;
      black[at + step] = 0;
      open.push(at + step);
    }
  }
}
