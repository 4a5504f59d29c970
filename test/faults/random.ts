// Seeded random numbers: a printed seed repeats a run. A generator is made of words, so that each part has its own.
import { createHash } from "node:crypto";

export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** True in one of `of` cases. */
  oneIn(of: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(from: readonly T[]): T;
}

/**
 * A generator that depends on its words alone (xorshift128, seeded by SHA-256).
 * @example randomOf(7, "torn", 12).below(10)
 */
export function randomOf(...words: readonly (string | number)[]): Random {
  const seed = createHash("sha256").update(words.join("/")).digest();
  let [x, y, z, w] = [0, 4, 8, 12].map((at) => seed.readUInt32LE(at)) as [number, number, number, number];
  const next = (): number => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    oneIn: (of) => below(of) === 0,
    pick: (from) => {
      const [picked] = from.slice(below(from.length));
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
  };
}
