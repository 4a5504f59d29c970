// Splitting a whole number of halalas by the largest remainder: no halala is lost and none is invented.
import { floorDivide, type Halalas, halalas } from "./halalas.ts";

/**
 * Rounds exact quotas `numerators[i] / denominator` to whole halalas that sum to `total`.
 * Each becomes its floor or its ceiling; the largest remainders go up, the earlier one on a tie. `total` must lie between
 * the sum of the floors and the sum of the ceilings, as the rounded sum of the quotas always does.
 * @example apportion([100n, 100n, 100n], 3n, 100n) // [34n, 33n, 33n]
 */
export function apportion(numerators: readonly bigint[], denominator: bigint, total: bigint): readonly Halalas[] {
  const floors = numerators.map((numerator) => floorDivide(numerator, denominator));
  const remainders = numerators.map((numerator, i) => numerator - (floors[i] ?? 0n) * denominator);
  const missing = Number(total - floors.reduce((all, one) => all + one, 0n));
  const raised = new Set(byRemainder(remainders).slice(0, missing));
  return floors.map((floor, i) => halalas(raised.has(i) ? floor + 1n : floor));
}

/** The indices, largest remainder first. */
function byRemainder(remainders: readonly bigint[]): readonly number[] {
  const at = (i: number): bigint => remainders[i] ?? 0n;
  return remainders.map((_, i) => i).sort((a, b) => (at(a) === at(b) ? a - b : at(a) > at(b) ? -1 : 1));
}
