// Outlines of glyphs as closed polygons in font units (y upwards): curves are cut into straight pieces once per glyph.
// Only + - * / on doubles, which IEEE 754 makes equal on every machine: the same receipt has the same dots everywhere.

/** x and y alternate; the last point joins the first. */
export type Contour = readonly number[];
export type Outline = readonly Contour[];

/** One step of a path as the shaping library gives it: M, L, Q, C or Z with its coordinates. */
export interface PathStep {
  readonly type: string;
  readonly values: readonly number[];
}

/** Straight pieces per curve: at 34 dots per em the deviation stays far below a tenth of a dot. */
const PIECES = 8;

/** Cuts a path of lines, quadratic and cubic curves into polygons. */
export function flatten(path: readonly PathStep[]): Outline {
  const contours: number[][] = [];
  let contour: number[] = [];
  for (const { type, values } of path) {
    if (type === "M") {
      contour = [];
      contours.push(contour);
    }
    if (type === "M" || type === "L") contour.push(...values);
    if (type === "Q" || type === "C") pushCurve(contour, values);
  }
  return contours;
}

/** Appends points of the Bézier curve from the contour's last point through `controls`. */
function pushCurve(contour: number[], controls: readonly number[]): void {
  const points = [contour.at(-2) ?? 0, contour.at(-1) ?? 0, ...controls];
  for (let piece = 1; piece <= PIECES; piece++) contour.push(...pointAt(points, piece / PIECES));
}

/** De Casteljau's construction for any degree. */
function pointAt(points: readonly number[], t: number): readonly number[] {
  if (points.length === 2) return points;
  const next: number[] = [];
  for (let i = 0; i + 2 < points.length; i++) {
    const from = points[i] ?? 0;
    next.push(from + ((points[i + 2] ?? 0) - from) * t);
  }
  return pointAt(next, t);
}
