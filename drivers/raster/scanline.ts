// Outline to dots: how much of each dot the shape covers, and a pure threshold. Grey, dithering and hinting have no place
// on a thermal head; 0.58 keeps the dots of Arabic letters apart (printing.md section 2: 58 forms, none merged).
import type { Outline } from "./outline.ts";

/** Black runs: triples of row, first column and length, relative to the origin on the baseline (rows count downwards). */
export type Spans = Int16Array;

/** A dot is black when at least this part of it is covered. */
export const COVERAGE_THRESHOLD = 0.58;
/** The same for vowel signs, whose strokes are thinner than a dot: nothing near them could merge. */
export const MARK_THRESHOLD = 0.35;
/** Sample lines per row of dots; along a line the coverage is exact. */
const LINES_PER_ROW = 4;

interface Crossing {
  readonly x: number;
  readonly winding: number;
}

interface Grid {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Rasterises an outline by the non-zero winding rule.
 * @param scale dots per font unit
 * @param drop dots the outline is moved down
 */
export function rasterise(outline: Outline, scale: number, drop: number, threshold = COVERAGE_THRESHOLD): Spans {
  const place = (value: number, index: number): number => (index % 2 === 0 ? value * scale : drop - value * scale);
  const contours = outline.map((contour) => contour.map(place));
  const grid = gridAround(contours);
  return spansOf(coverage(contours, grid), grid, threshold);
}

function gridAround(contours: Outline): Grid {
  let [left, right, top, bottom] = [0, 0, 0, 0];
  for (const contour of contours) {
    for (let i = 0; i < contour.length; i += 2) {
      const x = contour[i] ?? 0;
      const y = contour[i + 1] ?? 0;
      left = Math.min(left, Math.floor(x));
      right = Math.max(right, Math.ceil(x));
      top = Math.min(top, Math.floor(y));
      bottom = Math.max(bottom, Math.ceil(y));
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

function coverage(contours: Outline, grid: Grid): Float64Array {
  const covered = new Float64Array(grid.width * grid.height);
  for (const [line, crossings] of crossingsByLine(contours, grid).entries()) {
    crossings.sort((a, b) => a.x - b.x);
    const row = Math.floor(line / LINES_PER_ROW) * grid.width;
    let winding = 0;
    for (const [i, { x, winding: change }] of crossings.entries()) {
      winding += change;
      const next = crossings[i + 1];
      if (winding !== 0 && next !== undefined) cover(covered, row, x - grid.left, next.x - grid.left);
    }
  }
  return covered;
}

/** Where each sample line crosses the outline. */
function crossingsByLine(contours: Outline, grid: Grid): readonly Crossing[][] {
  const lines = Array.from({ length: grid.height * LINES_PER_ROW }, (): Crossing[] => []);
  for (const contour of contours) {
    let [fromX, fromY] = [contour.at(-2) ?? 0, contour.at(-1) ?? 0];
    for (let i = 0; i < contour.length; i += 2) {
      const [toX, toY] = [contour[i] ?? 0, contour[i + 1] ?? 0];
      crossEdge(lines, grid.top, [fromX, fromY, toX, toY]);
      [fromX, fromY] = [toX, toY];
    }
  }
  return lines;
}

type Edge = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** An edge owns the sample lines from its upper end on, up to but not including its lower end. */
function crossEdge(lines: readonly Crossing[][], top: number, [fromX, fromY, toX, toY]: Edge): void {
  const [upper, lower] = fromY < toY ? [fromY, toY] : [toY, fromY];
  // From just above: whether a line is crossed is decided by its own height, for both edges that meet at a point alike.
  for (let line = Math.floor((upper - top) * LINES_PER_ROW) - 1; line < lines.length; line++) {
    const y = top + (line + 0.5) / LINES_PER_ROW;
    if (y >= lower) return;
    if (y < upper) continue;
    const x = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
    lines[line]?.push({ x, winding: toY > fromY ? 1 : -1 });
  }
}

function cover(covered: Float64Array, row: number, from: number, to: number): void {
  for (let x = Math.floor(from); x < to; x++) {
    const part = Math.min(to, x + 1) - Math.max(from, x);
    covered[row + x] = (covered[row + x] ?? 0) + part / LINES_PER_ROW;
  }
}

function spansOf(covered: Float64Array, { left, top, width, height }: Grid, threshold: number): Spans {
  const spans: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const start = x;
      while (x < width && (covered[y * width + x] ?? 0) >= threshold) x++;
      if (x > start) spans.push(top + y, left + start, x - start);
    }
  }
  return Int16Array.from(spans);
}
