// How VAT is worked out of one group's amounts: from shelf prices that include it, or on top of prices that do not (C5).
import { apportion } from "../../money/apportion.ts";
import { type Halalas, minus, plus, roundHalfUp, sum } from "../../money/halalas.ts";
import type { VatRate } from "../vat.ts";

/** The parts of a group in the order they were given, without VAT, and what they come to. */
export interface NetParts {
  /** Signed like the amounts they came from: a discount is negative. */
  readonly nets: readonly Halalas[];
  readonly taxable: Halalas;
  readonly tax: Halalas;
}

export type VatWay = (amounts: readonly Halalas[], rate: VatRate) => NetParts;

/**
 * Prices without VAT: VAT = round2(net × rate), nothing else.
 */
export const exclusive: VatWay = (nets, rate) => {
  const taxable = sum(nets);
  return { nets, taxable, tax: taxOn(taxable, rate) };
};

/**
 * Shelf prices: VAT = half-up(G × rate / (100 + rate)) of what was charged, so that the total is what the customer saw.
 * Each part's exact net is rounded up or down by largest remainder, so that the parts sum to the group.
 */
export const inclusive: VatWay = (amounts, rate) => {
  const charged = sum(amounts);
  const tax = taxWithin(charged, rate);
  const taxable = minus(charged, tax);
  return { nets: shares(amounts, rate, taxable), taxable, tax };
};

/**
 * Shelf prices for a gateway without tolerance (BR-CO-17): VAT is exactly round2(net × rate); what the total is off from
 * the shelf by then, one halala at most, becomes `PayableRoundingAmount`.
 */
export const strictlyInclusive: VatWay = (amounts, rate) => {
  const charged = sum(amounts);
  const taxable = minus(charged, taxWithin(charged, rate));
  return { nets: shares(amounts, rate, taxable), taxable, tax: taxOn(taxable, rate) };
};

/** VAT on an amount without it. */
export const taxOn = (net: Halalas, rate: VatRate): Halalas => roundHalfUp(net * BigInt(rate), 100n);

/** VAT inside an amount with it. */
const taxWithin = (gross: Halalas, rate: VatRate): Halalas => roundHalfUp(gross * BigInt(rate), BigInt(100 + rate));

const shares = (amounts: readonly Halalas[], rate: VatRate, taxable: Halalas): readonly Halalas[] =>
  apportion(
    amounts.map((amount) => amount * 100n),
    BigInt(100 + rate),
    taxable,
  );

/** A line's own amount with VAT where its price has none (KSA-12). */
export const grossOf = (net: Halalas, rate: VatRate): Halalas => plus(net, taxOn(net, rate));
