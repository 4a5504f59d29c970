// One line as the document carries it: unit price, discounts and charges without VAT that BR-KSA-EN16931-11 agrees with.
import { apportion } from "../../money/apportion.ts";
import { type Decimal, decimal, fromHalalas, NOTHING, ONE, quotient, subtract, times } from "../../money/decimal.ts";
import { type Halalas, larger, minus, plus, roundHalfUp, sum, ZERO } from "../../money/halalas.ts";
import type { Discount, Line } from "../draft.ts";
import type { PricedAdjustment, PricedLine, Shown } from "../figures.ts";
import { isJudgedPercentage, judgedBase } from "./judged.ts";

type NetParts = Pick<PricedLine, "unitPrice" | "discounts" | "charges">;

/** The line's parts where prices have no VAT in them: as the till gave them. */
export function partsAsGiven(line: Line, shown: Shown): NetParts {
  const discount = line.priceDiscount;
  const unitPrice = { net: subtract(line.price, discount ?? NOTHING), discount };
  return { unitPrice, ...adjustments(line, shown, shown.base, shown.discounts, shown.charges) };
}

/**
 * The line's parts where prices include VAT, around a net that is settled already. The unit price is exact to ten decimals;
 * the discounts are what is then left between it and the net, shared like the discounts the customer saw (C5).
 */
export function partsWithoutVat(line: Line, shown: Shown, net: Halalas): NetParts {
  const withoutVat = (price: Decimal): Decimal =>
    cutToFit(times(price, HUNDRED), decimal(BigInt(100 + line.vat.rate), 0));
  const discount = line.priceDiscount === undefined ? undefined : withoutVat(line.priceDiscount);
  const price = withoutVat(subtract(line.price, line.priceDiscount ?? NOTHING));
  const first = around(line, shown, net, price);
  if (isJudgedRight(line, net, price, first)) return { unitPrice: { net: price, discount }, ...first };
  // A scale label that rounds its own way can leave the shelf price two halalas off: then the price follows the amount.
  const wanted = minus(plus(net, sumOf(first.discounts)), sumOf(first.charges));
  const fitted = cutToFit(times(fromHalalas(larger(wanted, ZERO)), line.basePriceQuantity ?? ONE), line.quantity);
  return { unitPrice: { net: fitted, discount }, ...around(line, shown, net, fitted) };
}

const HUNDRED = decimal(100n, 0);

/** A quotient with ten decimals, or fewer where it would grow over fourteen characters. */
function cutToFit(a: Decimal, b: Decimal): Decimal {
  const whole = quotient(a, b, 0).units.toString().length;
  return quotient(a, b, Math.max(0, Math.min(10, 13 - whole)));
}

/** Discounts and charges that bring a unit price to the line's net. */
function around(line: Line, shown: Shown, net: Halalas, price: Decimal): Pick<NetParts, "discounts" | "charges"> {
  const base = judgedBase(line.quantity, price, line.basePriceQuantity);
  const plain = shown.charges.map((charge) => roundHalfUp(charge * 100n, BigInt(100 + line.vat.rate)));
  if (shown.discounts.length === 0) {
    return adjustments(line, shown, base, [], inProportion(shown.charges, larger(minus(net, base), ZERO)));
  }
  const residual = larger(minus(plus(base, sum(plain)), net), ZERO);
  return adjustments(line, shown, base, inProportion(shown.discounts, residual), plain);
}

function isJudgedRight(
  line: Line,
  net: Halalas,
  price: Decimal,
  { discounts, charges }: Pick<NetParts, "discounts" | "charges">,
): boolean {
  const base = judgedBase(line.quantity, price, line.basePriceQuantity);
  const off = net - (base + sumOf(charges) - sumOf(discounts));
  return off >= -1n && off <= 1n;
}

const sumOf = (parts: readonly PricedAdjustment[]): Halalas => sum(parts.map(({ amount }) => amount));

/** Splits a total like the amounts the customer saw; nothing was seen, nothing is split. */
function inProportion(seen: readonly Halalas[], total: Halalas): readonly Halalas[] {
  const all = sum(seen);
  if (all === 0n) return seen.map((_, i) => (i === 0 ? total : ZERO));
  return apportion(
    seen.map((one) => one * total),
    all,
    total,
  );
}

function adjustments(
  line: Line,
  shown: Shown,
  base: Halalas,
  discounts: readonly Halalas[],
  charges: readonly Halalas[],
): Pick<NetParts, "discounts" | "charges"> {
  const priced = (from: readonly Discount[], seen: readonly Halalas[], amounts: readonly Halalas[]) =>
    from.map((one, source) => ({
      ...adjustment(one, amounts[source] ?? ZERO, base),
      shown: seen[source] ?? ZERO,
      source,
      vat: line.vat,
    }));
  return {
    discounts: priced(line.discounts, shown.discounts, discounts),
    charges: priced(line.charges, shown.charges, charges),
  };
}

/** The part of an adjustment that its amount decides: percentage and base stand only where the rule agrees with them. */
export function adjustment(
  { size, reason, reasonCode }: Discount,
  amount: Halalas,
  base: Halalas,
): Pick<PricedAdjustment, "amount" | "percent" | "base" | "reason" | "reasonCode"> {
  const percent = size.by === "percent" ? size.percent : undefined;
  const agrees = percent !== undefined && isJudgedPercentage(amount, base, percent);
  return { amount, percent, base: agrees ? base : undefined, reason, reasonCode };
}
