// Two rules of the authority recompute figures in their own arithmetic; what they will find, worked out beforehand.
import { type Decimal, formatDecimal, ONE, tenTo, times } from "../../money/decimal.ts";
import { floorDivide, formatHalalas, type Halalas, roundHalfUp } from "../../money/halalas.ts";

/**
 * Quantity × price as BR-KSA-EN16931-11 sees it: cut to three decimals, then rounded half up to two.
 * @example judgedBase(quantity 3, price 0.3345) // 1.003 → 100n
 */
export function judgedBase(quantity: Decimal, price: Decimal, baseQuantity: Decimal = ONE): Halalas {
  const product = times(quantity, price);
  const thousandths = floorDivide(
    product.units * tenTo(baseQuantity.scale + 3),
    baseQuantity.units * tenTo(product.scale),
  );
  return roundHalfUp(thousandths, 10n);
}

/**
 * True where BR-KSA-EN16931-03 finds a percentage of a base to be this amount, whoever recomputes it. The authority's
 * validator multiplies binary doubles, others round exactly half up, and the two differ (10 % of 1.45): then percentage
 * and base are not written. The only floats in here.
 */
export function isJudgedPercentage(amount: Halalas, base: Halalas, percent: Decimal): boolean {
  const product = Number(formatHalalas(base)) * Number(formatDecimal(percent));
  const inDoubles = BigInt(Math.floor((product / 100) * 100 + 0.5));
  return inDoubles === amount && roundHalfUp(base * percent.units, 100n * tenTo(percent.scale)) === amount;
}
