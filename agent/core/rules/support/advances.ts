// The figures of advances, as BR-KSA-79 and BR-KSA-80 work them out: decimals here, binary floating point there.
import { type Decimal, decimal, multiply, round, textOf, ZERO } from "./decimal.ts";
import { printed, printedDecimal } from "./double.ts";
import type { Doc, Node } from "./node.ts";
import { isVat, LINES, PERCENT, TAX_AMOUNT, TAX_CATEGORY, TAXABLE_AMOUNT } from "./vocabulary.ts";
import { amountAt, decimalAt, doublesOf, exists, from, isNot, path, tidy } from "./xpath.ts";

const PREPAID = path("cac:LegalMonetaryTotal/cbc:PrepaidAmount");
const TAXABLE = path("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount");
const TAX = path("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount");
const TYPE_CODES = path("cac:DocumentReference/cbc:DocumentTypeCode");
const HUNDREDTH = decimal("0.01");

const printedOf = (value: Decimal | undefined): string => (value === undefined ? "NaN" : printedDecimal(textOf(value)));

/** An advance without VAT: its VAT must print as 0, and as taxable × rate. */
export function isWrongUntaxedAdvanceVat(advance: Node): boolean {
  const vat = printed(amountAt(TAX_AMOUNT(advance)));
  const taxable = decimalAt(TAXABLE_AMOUNT(advance));
  if (vat !== printedOf(taxable === undefined ? undefined : ZERO)) return true;
  const rate = decimalAt(from(TAX_CATEGORY(advance), PERCENT));
  if (taxable === undefined || rate === undefined) return vat !== "NaN";
  return vat !== printedOf(round(multiply(multiply(taxable, rate), HUNDREDTH), 2));
}

/** An advance with VAT: taxable × rate, a halala more or less. */
export function isWrongAdvanceVat(advance: Node): boolean {
  const categories = TAX_CATEGORY(advance);
  if (tidy(from(categories, PERCENT)) === "") return true;
  const vat = printed(amountAt(TAX_AMOUNT(advance)));
  const rate = rateOf(from(categories.filter(isVat), PERCENT));
  const due = Math.round(((amountAt(TAXABLE_AMOUNT(advance)) * rate) / 100) * 100 + 0.01) / 100;
  return ![due - 0.01, due + 0.01, due].some((value) => printed(value) === vat);
}

/** The rate is cast to a decimal before it is multiplied as a double. */
function rateOf(percents: readonly Node[]): number {
  decimalAt(percents);
  return amountAt(percents);
}

/** The prepaid amount is not what the advances come to. */
export function isWrongPrepaid({ root }: Doc): boolean {
  const lines = LINES(root);
  const [taxable, tax] = [from(lines, TAXABLE), from(lines, TAX)];
  const prepaid = decimalAt(PREPAID(root)) ?? ZERO;
  if (prepaid.units === 0n && !exists(taxable) && !exists(tax)) return false;
  if (prepaid.units === 0n) return true;
  const [taxableSum, taxSum] = [sum(taxable), sum(tax)];
  const refersToOther = isNot(from(lines, TYPE_CODES), "386");
  if (taxableSum > 0 && taxSum > 0 && refersToOther) return true;
  return printedOf(prepaid) !== printed(taxableSum + taxSum);
}

const sum = (nodes: readonly Node[]): number => doublesOf(nodes).reduce((a, b) => a + b, 0);
