// The fixed parts of a QR symbol and the way its data runs through the rest (ISO/IEC 18004, 6.3 and 7.7.3), worked out anew
// from the standard: the drawing library's tables are not asked, so that one mistake cannot hide in both.

/** What a module must be: light, dark, read by itself (format and version), or part of the data. */
export type Role = "light" | "dark" | "told" | "data";

export interface QrSymbol {
  readonly size: number;
  readonly version: number;
  /** Row by row. */
  readonly roles: readonly Role[];
  /** Places of the data modules in the order of their bits. */
  readonly path: readonly number[];
}

const known = new Map<number, QrSymbol>();

/** The symbol of so many modules per side; undefined when no version has them. */
export function symbolOf(size: number): QrSymbol | undefined {
  const version = (size - 17) / 4;
  if (!Number.isInteger(version) || version < 1 || version > 40) return undefined;
  const symbol = known.get(size) ?? build(size, version);
  known.set(size, symbol);
  return symbol;
}

function build(size: number, version: number): QrSymbol {
  const roles = Array.from({ length: size * size }, (_, at) => roleAt(Math.floor(at / size), at % size, size, version));
  return { size, version, roles, path: [...dataPath(size)].filter((at) => roles[at] === "data") };
}

/** First match wins: finders stand over everything, alignment patterns over the timing lines. */
function roleAt(row: number, column: number, size: number, version: number): Role {
  return (
    finderRole(row, column, size) ??
    toldRole(row, column, size, version) ??
    alignmentRole(row, column, size, version) ??
    timingRole(row, column) ??
    "data"
  );
}

const shade = (isDark: boolean): Role => (isDark ? "dark" : "light");
const distance = (row: number, column: number, toRow: number, toColumn: number): number =>
  Math.max(Math.abs(row - toRow), Math.abs(column - toColumn));

/** Three finders with their separators: rings round the centres, the fourth one light. */
function finderRole(row: number, column: number, size: number): Role | undefined {
  const near = Math.min(
    distance(row, column, 3, 3),
    distance(row, column, 3, size - 4),
    distance(row, column, size - 4, 3),
  );
  return near > 4 ? undefined : shade(near !== 2 && near !== 4);
}

/** Format information beside the finders, version information from version 7, and the one module that is always dark. */
function toldRole(row: number, column: number, size: number, version: number): Role | undefined {
  if (row === size - 8 && column === 8) return "dark";
  const isFormat = (a: number, b: number): boolean => a === 8 && b !== 6 && (b <= 8 || b >= size - 8);
  const isVersion = (a: number, b: number): boolean => version >= 7 && a < 6 && b >= size - 11 && b < size - 8;
  const isTold = isFormat(row, column) || isFormat(column, row) || isVersion(row, column) || isVersion(column, row);
  return isTold ? "told" : undefined;
}

function alignmentRole(row: number, column: number, size: number, version: number): Role | undefined {
  const centres = alignmentCentres(size, version);
  const centreRow = centres.find((centre) => Math.abs(centre - row) <= 2);
  const centreColumn = centres.find((centre) => Math.abs(centre - column) <= 2);
  if (centreRow === undefined || centreColumn === undefined) return undefined;
  if (finderRole(centreRow, centreColumn, size) !== undefined) return undefined;
  return shade(distance(row, column, centreRow, centreColumn) !== 1);
}

/** Evenly spread from the last one back, the odd step at the beginning (annex E; version 32 is its one exception). */
function alignmentCentres(size: number, version: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : 2 * Math.ceil((size - 13) / (2 * (count - 1)));
  return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - i * step)];
}

function timingRole(row: number, column: number): Role | undefined {
  if (row !== 6 && column !== 6) return undefined;
  return shade((row + column) % 2 === 0);
}

/** Columns in pairs from the right, upwards and downwards in turn; the vertical timing line belongs to no pair. */
function* dataPath(size: number): Generator<number> {
  let isUpwards = true;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let i = 0; i < size; i++) {
      const row = isUpwards ? size - 1 - i : i;
      yield row * size + right;
      yield row * size + right - 1;
    }
    isUpwards = !isUpwards;
  }
}
