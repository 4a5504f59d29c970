// The VAT of a document in both its currencies (BT-110, BT-111): whether it is the same figure, and whether the rate says so.
import { compare, type Decimal, decimal, multiply, subtract } from "./decimal.ts";
import { cents } from "./double.ts";
import type { Node } from "./node.ts";
import { SUBTOTALS, TAX_AMOUNT, TAX_TOTALS } from "./vocabulary.ts";
import { amountAt, anyNumber, decimalAt, exists, from, hasText, isNot, path } from "./xpath.ts";

const CURRENCY = path("cbc:DocumentCurrencyCode");
const RATE = path("cac:TaxExchangeRate/cbc:CalculationRate");

const hasSubtotals = (total: Node): boolean => exists(SUBTOTALS(total));

/** Tax totals with a breakdown: in the currency of the invoice. */
export const brokenDown = (invoice: Node): readonly Node[] => TAX_TOTALS(invoice).filter(hasSubtotals);

/** Tax totals without one: in riyals. */
export const inRiyals = (invoice: Node): readonly Node[] => TAX_TOTALS(invoice).filter((total) => !hasSubtotals(total));

const isPositive = (value: number): boolean => value > 0;

/** BR-KSA-97: a document in another currency than riyals has the same VAT in both, and it is not nothing. */
export function isForeignVatSame(invoice: Node): boolean {
  const code = CURRENCY(invoice);
  if (!hasText(code) || !isNot(code, "SAR")) return false;
  const foreign = from(brokenDown(invoice), TAX_AMOUNT);
  const riyals = from(inRiyals(invoice), TAX_AMOUNT);
  if (!anyNumber(foreign, isPositive) || !anyNumber(riyals, isPositive)) return false;
  return cents(amountAt(foreign)) === cents(amountAt(riyals));
}

const ONE = decimal("1");
const HALALA = decimal("0.01");

/**
 * The exchange rate makes the one figure of the other, rounded up or down. A rate of 1 explains nothing: it is what a till
 * sends that knows none.
 */
export function isExplainedByRate(invoice: Node): boolean {
  const rate = hasText(RATE(invoice)) ? decimalAt(RATE(invoice)) : undefined;
  const foreign = decimalAt(from(brokenDown(invoice), TAX_AMOUNT));
  const riyals = decimalAt(from(inRiyals(invoice), TAX_AMOUNT));
  if (rate === undefined || foreign === undefined || riyals === undefined || compare(rate, ONE) === 0) return false;
  return isBelowHalala(subtract(multiply(foreign, rate), riyals));
}

const isBelowHalala = ({ units, scale }: Decimal): boolean =>
  compare({ units: units < 0n ? -units : units, scale }, HALALA) < 0;
