// The dots that tell Arabic letters apart: a dot that melts into its letter or its neighbour changes what is read.
// Every contextual form of every dotted letter must have as many separate black shapes as its outline has.
import { expect, test } from "vitest";
import { type Bitmap, createBitmap, isBlack } from "../../../drivers/raster/bitmap.ts";
import type { Weight } from "../../../drivers/raster/faces.ts";
import { drawLine, setLine } from "../../../drivers/raster/line.ts";
import { toParagraph } from "../../../drivers/raster/paragraph.ts";

const JOINS_NOTHING_AFTER = "ذزة";
const TATWEEL = "ـ";

/** Isolated, initial, medial and final form of every letter with dots. */
const FORMS = Array.from("بتثجخذزشضظغفقنية").flatMap((letter) =>
  JOINS_NOTHING_AFTER.includes(letter)
    ? [letter, TATWEEL + letter]
    : [letter, letter + TATWEEL, TATWEEL + letter + TATWEEL, TATWEEL + letter],
);

function draw(text: string, size: number, weight: Weight): Bitmap {
  const bitmap = createBitmap(size * 8, size * 4);
  const line = setLine(toParagraph(text, "rtl"), 0, text.length, { size, weight });
  drawLine(bitmap, line, size, size * 2);
  return bitmap;
}

/** Black shapes that touch nowhere, not even at a corner. */
function shapes(bitmap: Bitmap): number {
  const seen = new Set<number>();
  let count = 0;
  for (let at = 0; at < bitmap.width * bitmap.height; at++) {
    if (seen.has(at) || !isBlack(bitmap, at % bitmap.width, Math.floor(at / bitmap.width))) continue;
    count++;
    flood(bitmap, at, seen);
  }
  return count;
}

function flood(bitmap: Bitmap, start: number, seen: Set<number>): void {
  const open = [start];
  seen.add(start);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const neighbour of neighbours(bitmap, at)) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      open.push(neighbour);
    }
  }
}

function neighbours(bitmap: Bitmap, at: number): readonly number[] {
  const [x, y] = [at % bitmap.width, Math.floor(at / bitmap.width)];
  return [-1, 0, 1].flatMap((dy) =>
    [-1, 0, 1].filter((dx) => isBlack(bitmap, x + dx, y + dy)).map((dx) => (y + dy) * bitmap.width + x + dx),
  );
}

test("the forms under test are all 58", () => expect(FORMS).toHaveLength(58));

test.each((["regular", "bold"] as const).flatMap((weight) => [18, 20, 22, 24].map((size) => ({ weight, size }))))(
  "setLine() keeps the dots of all forms apart in $weight at $size dots",
  ({ weight, size }) => {
    const merged = FORMS.filter((form) => shapes(draw(form, size, weight)) !== shapes(draw(form, 240, weight)));
    expect(merged).toEqual([]);
  },
);
