// How big a QR code is drawn: the biggest module first, then the highest error correction that still fits
// (printing.md section 3: under worn print and a moving camera, module size beats error correction).
import type { Paper } from "../../agent/core/receipt/paper.ts";

export type ErrorCorrection = "L" | "M" | "Q" | "H";

export interface QrPlan {
  readonly version: number;
  readonly errorCorrection: ErrorCorrection;
  /** Dots per module. */
  readonly module: number;
  /** Modules per side. */
  readonly modules: number;
}

interface PaperRule {
  /** Module sizes in the order they are tried. */
  readonly modules: readonly number[];
  /** Widest symbol, dots. The white margins of the paper belong to the quiet zone beside it. */
  readonly widest: number;
}

const PAPER_RULES: { readonly [paper in Paper]: PaperRule } = {
  384: { modules: [4, 3, 2], widest: 376 },
  512: { modules: [5, 4, 3], widest: 508 },
  576: { modules: [5, 4, 3], widest: 552 },
};
/** A short text may have bigger modules, as long as that costs no error correction. */
const BIGGEST_MODULE = 6;

/** White modules a symbol needs on every side (ISO/IEC 18004, 6.3.8). */
export const QUIET_MODULES = 4;

// biome-ignore format: a row per level reads as the table of the standard
/** Bytes a symbol holds in byte mode, versions 1 to 40 (ISO/IEC 18004, table 7). */
const CAPACITY: { readonly [level in ErrorCorrection]: readonly number[] } = {
  H: [7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382, 403, 439, 461, 511, 535, 593, 625, 658, 698, 742, 790, 842, 898, 958, 983, 1051, 1093, 1139, 1219, 1273],
  Q: [11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482, 509, 565, 611, 661, 715, 751, 805, 868, 908, 982, 1030, 1112, 1168, 1228, 1283, 1351, 1423, 1499, 1579, 1663],
  M: [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331],
  L: [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858, 929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953],
};
const HIGHEST_FIRST = ["H", "Q", "M", "L"] as const;

/**
 * The symbol for `bytes` bytes of text on this paper.
 * @throws RangeError when no symbol of at least the smallest module holds them.
 * @example
 * planQr(612, 384) // { version: 19, errorCorrection: "M", module: 4, modules: 93 }
 */
export function planQr(bytes: number, paper: Paper): QrPlan {
  const { modules, widest } = PAPER_RULES[paper];
  for (const module of modules) {
    for (const level of HIGHEST_FIRST) {
      const plan = symbol(bytes, level, module);
      if (plan !== undefined && plan.modules * module <= widest) return enlarged(plan, widest);
    }
  }
  throw new RangeError(`${bytes} bytes do not fit a QR code on paper of ${paper} dots`);
}

function symbol(bytes: number, errorCorrection: ErrorCorrection, module: number): QrPlan | undefined {
  const version = CAPACITY[errorCorrection].findIndex((capacity) => capacity >= bytes) + 1;
  return version === 0 ? undefined : { version, errorCorrection, module, modules: 17 + 4 * version };
}

function enlarged(plan: QrPlan, widest: number): QrPlan {
  const module = Math.min(BIGGEST_MODULE, Math.floor(widest / plan.modules));
  return module > plan.module ? { ...plan, module } : plan;
}
