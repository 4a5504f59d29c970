// Where the ink of each row begins and ends, and how rows are best put together in bands: a band is as wide as its widest
// row, and every band costs a header.
import type { Bitmap } from "../raster/bitmap.ts";

/** Bytes of a row with ink: from `left` up to, not including, `right`. A blank row has its left behind its right. */
export interface Extent {
  readonly left: number;
  readonly right: number;
}

/** Rows `start` up to `end`, and the columns of bytes that hold all their ink. */
export interface Piece extends Extent {
  readonly start: number;
  readonly end: number;
}

export interface Cutting {
  /** Most rows in a piece. */
  readonly most: number;
  /** What a piece costs beside its dots, in bytes. */
  readonly overhead: number;
  /** Whether white at the left can be left out, as white at the right always can. */
  readonly canIndent: boolean;
}

/** The extents of the rows from `start` to `end`. */
export const extents = ({ rows, stride }: Bitmap, start: number, end: number): readonly Extent[] =>
  Array.from({ length: end - start }, (_, i) => {
    const row = rows.subarray((start + i) * stride, (start + i + 1) * stride);
    const left = row.findIndex((byte) => byte !== 0);
    return left < 0 ? { left: stride, right: 0 } : { left, right: row.findLastIndex((byte) => byte !== 0) + 1 };
  });

/** Cuts rows into the pieces that cost the fewest bytes together. */
export function cheapestPieces(bitmap: Bitmap, start: number, end: number, cutting: Cutting): readonly Piece[] {
  const rows = extents(bitmap, start, end);
  // best[n] is the last piece of the cheapest way to send the first n rows, with what that way costs.
  const best: { readonly cost: number; readonly last?: Piece }[] = [{ cost: 0 }];
  for (let n = 1; n <= rows.length; n++) best.push(cheapestEnd(best, rows, n, cutting));
  const pieces: Piece[] = [];
  for (let n = rows.length; n > 0; ) {
    const { last } = best[n] ?? { last: undefined };
    if (last === undefined) break;
    pieces.unshift({ ...last, start: start + last.start, end: start + last.end });
    n = last.start;
  }
  return pieces;
}

function cheapestEnd(
  best: readonly { readonly cost: number }[],
  rows: readonly Extent[],
  end: number,
  { most, overhead, canIndent }: Cutting,
): { readonly cost: number; readonly last: Piece } {
  let [left, right] = [Number.POSITIVE_INFINITY, 1];
  let found = { cost: Number.POSITIVE_INFINITY, last: { start: end - 1, end, left: 0, right } };
  for (let start = end - 1; start >= Math.max(0, end - most); start--) {
    const row = rows[start] ?? { left: 0, right: 0 };
    left = canIndent ? Math.min(left, row.left) : 0;
    right = Math.max(right, row.right);
    const from = Math.min(left, right - 1);
    const cost = (best[start]?.cost ?? 0) + overhead + (end - start) * (right - from);
    if (cost < found.cost) found = { cost, last: { start, end, left: from, right } };
  }
  return found;
}
