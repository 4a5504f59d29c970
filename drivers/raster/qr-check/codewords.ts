// The codewords of a QR symbol: parted into their blocks, each proved by its Reed-Solomon check symbols, and read
// (ISO/IEC 18004, 7.4, 7.5 and 7.6). Nothing is corrected: a symbol fresh from our own raster has no error in it.
import { err, ok, type Result } from "../../../agent/core/result.ts";
import type { ErrorCorrection } from "../qr-plan.ts";

// biome-ignore format: a row per level reads as the table of the standard
/** Check codewords per block and number of blocks, versions 1 to 40 (ISO/IEC 18004, table 9). */
const BLOCKS: { readonly [level in ErrorCorrection]: { readonly check: readonly number[]; readonly count: readonly number[] } } = {
  L: {
    check: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    count: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
  },
  M: {
    check: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
    count: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
  },
  Q: {
    check: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    count: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
  },
  H: {
    check: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    count: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
  },
};

export interface Coded {
  readonly version: number;
  readonly level: ErrorCorrection;
}

/** The bytes a symbol carries, from its codewords in the order of the symbol. */
export function readCodewords(codewords: Uint8Array, { version, level }: Coded): Result<Uint8Array, string> {
  const check = BLOCKS[level].check[version - 1] ?? 0;
  const blocks = deinterleave(codewords, BLOCKS[level].count[version - 1] ?? 1, check);
  const broken = blocks.findIndex((block) => !isProved(block, check));
  if (broken >= 0) return err(`block ${broken + 1} of ${blocks.length} fails its check symbols`);
  const data = blocks.flatMap((block) => Array.from(block.slice(0, block.length - check)));
  return bytesIn(data, version);
}

/** Codewords are dealt out to the blocks in turn; the later blocks are one longer, in their data. */
function deinterleave(codewords: Uint8Array, count: number, check: number): readonly number[][] {
  const blocks = Array.from({ length: count }, (): number[] => []);
  const short = Math.floor(codewords.length / count);
  const firstLong = count - (codewords.length % count);
  const shortData = short - check;
  for (const [at, codeword] of codewords.entries())
    blocks[blockOf(at, { count, shortData, firstLong })]?.push(codeword);
  return blocks;
}

interface Deal {
  readonly count: number;
  readonly shortData: number;
  /** Number of the first block that has one codeword more. */
  readonly firstLong: number;
}

function blockOf(at: number, { count, shortData, firstLong }: Deal): number {
  const common = count * shortData;
  if (at < common) return at % count;
  const longer = count - firstLong;
  return at < common + longer ? firstLong + (at - common) : (at - common - longer) % count;
}

const FIELD = 255;
/** x⁸ + x⁴ + x³ + x² + 1 */
const PRIMITIVE = 0x11d;
const { powers, logarithms } = tables();

function tables(): { readonly powers: Uint8Array; readonly logarithms: Uint8Array } {
  const made = { powers: new Uint8Array(2 * FIELD), logarithms: new Uint8Array(FIELD + 1) };
  let value = 1;
  for (let power = 0; power < FIELD; power++) {
    made.powers[power] = value;
    made.powers[power + FIELD] = value;
    made.logarithms[value] = power;
    value = (value << 1) ^ (value & 0x80 ? PRIMITIVE : 0);
  }
  return made;
}

/** True when the block, as a polynomial, is zero at every root of its generator: all syndromes are zero. */
function isProved(block: readonly number[], check: number): boolean {
  for (let root = 0; root < check; root++) {
    let syndrome = 0;
    for (const codeword of block) {
      const raised = syndrome === 0 ? 0 : (powers[(logarithms[syndrome] ?? 0) + root] ?? 0);
      syndrome = raised ^ codeword;
    }
    if (syndrome !== 0) return false;
  }
  return true;
}

const BYTE_MODE = 0b0100;
/** From this version on the length has two bytes. */
const LONG_COUNT_FROM = 10;

/** One segment in byte mode, the only kind we draw. */
function bytesIn(data: readonly number[], version: number): Result<Uint8Array, string> {
  const nibble = (at: number): number => ((data[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 0x0f;
  const byte = (at: number): number => (nibble(at) << 4) | nibble(at + 1);
  if (nibble(0) !== BYTE_MODE) return err(`the data is in mode ${nibble(0)}, not in bytes`);
  const start = version < LONG_COUNT_FROM ? 3 : 5;
  const length = version < LONG_COUNT_FROM ? byte(1) : (byte(1) << 8) | byte(3);
  if (start + 2 * length > 2 * data.length) return err(`${length} bytes are announced, which do not fit`);
  return ok(Uint8Array.from({ length }, (_, i) => byte(start + 2 * i)));
}
