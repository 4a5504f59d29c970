// Which of the eight masks a QR code gets: the one with the fewest patterns that mislead scanners (ISO/IEC 18004, 7.8.3).
// The encoding library chooses well too, but takes 15 ms for what takes one here: half of all it costs to draw a receipt.

/** True where a mask turns a module (ISO/IEC 18004, table 10), in the order of their numbers. */
export const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => ((row >> 1) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** Modules row by row, 1 is dark. */
export interface Grid {
  readonly size: number;
  readonly modules: Uint8Array;
}

/**
 * The number of the best mask.
 * @param drawn the symbol drawn with mask 0
 * @param isData 1 where a mask applies
 */
export function bestMask(drawn: Grid, isData: Uint8Array): number {
  const penalties = MASKS.map((_, mask) => penalty(remasked(drawn, isData, mask)));
  return penalties.indexOf(Math.min(...penalties));
}

/** The symbol with another mask in place of mask 0; the format bits stay, which moves the sum by a few hundredths at most. */
function remasked({ size, modules }: Grid, isData: Uint8Array, mask: number): Grid {
  const turned = turns(mask, size);
  const other = new Uint8Array(modules.length);
  for (let at = 0; at < other.length; at++) {
    other[at] = (modules[at] ?? 0) ^ ((isData[at] ?? 0) & (turned[at] ?? 0));
  }
  return { size, modules: other };
}

const known = new Map<string, Uint8Array>();

/** 1 where a mask and mask 0 differ; one symbol size and eight masks recur all day. */
function turns(mask: number, size: number): Uint8Array {
  const key = `${mask}/${size}`;
  const map = known.get(key) ?? Uint8Array.from({ length: size * size }, (_, at) => differs(mask, at, size));
  known.set(key, map);
  return map;
}

function differs(mask: number, at: number, size: number): number {
  const [row, column] = [Math.floor(at / size), at % size];
  return MASKS[mask]?.(row, column) === MASKS[0]?.(row, column) ? 0 : 1;
}

const RUN = 5;
const [OF_A_RUN, OF_A_SQUARE, OF_A_FINDER, OF_FIVE_PERCENT] = [3, 3, 40, 10];
/** Dark-light 1:1:3:1:1 with four light modules after or before it: looks like a finder. */
const [FINDER_FIRST, FINDER_LAST] = [0b1011101_0000, 0b0000_1011101];
const WINDOW = 0b111_1111_1111;
const QUIET = 4;

function penalty(grid: Grid): number {
  const { size, modules } = grid;
  let total = squares(grid) + imbalance(modules);
  for (let line = 0; line < size; line++) {
    const row = { start: line * size, step: 1, size };
    const column = { start: line, step: size, size };
    total += runs(modules, row) + falseFinders(modules, row) + runs(modules, column) + falseFinders(modules, column);
  }
  return total;
}

/** Where one row or column begins, and from each of its modules to the next. */
interface LineOf {
  readonly start: number;
  readonly step: number;
  readonly size: number;
}

function runs(modules: Uint8Array, { start, step, size }: LineOf): number {
  let [found, run, last] = [0, 0, -1];
  for (let i = 0; i < size; i++) {
    const module = modules[start + i * step] ?? 0;
    run = module === last ? run + 1 : 1;
    last = module;
    if (run === RUN) found += OF_A_RUN;
    else if (run > RUN) found += 1;
  }
  return found;
}

/** The quiet zone round the line counts as light. */
function falseFinders(modules: Uint8Array, { start, step, size }: LineOf): number {
  let [found, window] = [0, 0];
  for (let i = 0; i < size + QUIET; i++) {
    window = ((window << 1) | (i < size ? (modules[start + i * step] ?? 0) : 0)) & WINDOW;
    if (window === FINDER_FIRST || window === FINDER_LAST) found += OF_A_FINDER;
  }
  return found;
}

function squares({ size, modules }: Grid): number {
  let found = 0;
  for (let row = 1; row < size; row++) {
    let before = 0;
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      const two = (modules[at] ?? 0) + (modules[at - size] ?? 0);
      if (column > 0 && two !== 1 && two === before) found += OF_A_SQUARE;
      before = two;
    }
  }
  return found;
}

function imbalance(modules: Uint8Array): number {
  let dark = 0;
  for (const module of modules) dark += module;
  return Math.floor(Math.abs((dark / modules.length) * 100 - 50) / 5) * OF_FIVE_PERCENT;
}
