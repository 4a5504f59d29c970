// The slow exact way to a sale's totals, with another library and none of the product's code: what money.test.ts asks.
import { Decimal as BaseDecimal } from "decimal.js";
import type { Json } from "./sale-lines.ts";

const Decimal = BaseDecimal.clone({ precision: 40, rounding: BaseDecimal.ROUND_HALF_UP });
type Decimal = InstanceType<typeof Decimal>;

/** One VAT group by category and rate, amounts with two decimals. */
export interface SlowGroup {
  readonly key: string;
  readonly taxable: string;
  readonly tax: string;
}

export interface SlowTotals {
  readonly groups: readonly SlowGroup[];
  /** Everything the customer was shown: lines less discounts plus charges, in the till's prices. */
  readonly charged: string;
  readonly gross: string;
}

const ORDER = ["S15", "S5", "Z0", "E0", "O0"];
const toCents = (value: Decimal): Decimal => value.toDecimalPlaces(2);
const sum = (values: readonly Decimal[]): Decimal => values.reduce((a, b) => a.plus(b), new Decimal(0));
const listOf = (value: unknown): readonly Json[] => (value ?? []) as readonly Json[];
const numberOf = (value: unknown, otherwise = "0"): Decimal => new Decimal((value ?? otherwise) as string);

/** The totals of a till's sale, worked out the long way. */
export function slowTotals(sale: Json): SlowTotals {
  const lines = listOf(sale["lines"]).map((line) => ({ key: keyOf(line["vat"]), amount: lineTotal(line) }));
  const all = sum(lines.map(({ amount }) => amount));
  const charges = listOf(sale["charges"]).map((one) => ({ key: keyOf(one["vat"]), amount: sizeOf(one, all) }));
  const discounts = splitDiscounts(listOf(sale["discounts"]), lines);
  const parts = [...lines, ...charges, ...discounts.map(({ key, amount }) => ({ key, amount: amount.neg() }))];
  const groups = ORDER.filter((key) => parts.some((part) => part.key === key)).map((key) =>
    groupOf(key, sum(parts.filter((part) => part.key === key).map(({ amount }) => amount)), sale["prices"]),
  );
  const gross = sum(groups.flatMap(({ taxable, tax }) => [taxable, tax]));
  return {
    groups: groups.map(({ key, taxable, tax }) => ({ key, taxable: taxable.toFixed(2), tax: tax.toFixed(2) })),
    charged: sum(parts.map(({ amount }) => amount)).toFixed(2),
    gross: gross.toFixed(2),
  };
}

function keyOf(vat: unknown): string {
  if (typeof vat === "string") return `${vat}15`;
  const { category, rate } = vat as { category: string; rate?: string };
  return category === "S" ? `S${rate ?? "15"}` : `${category}0`;
}

function lineTotal(line: Json): Decimal {
  const price = numberOf(line["price"]).minus(numberOf(line["priceDiscount"]));
  const product = numberOf(line["quantity"]).times(price).div(numberOf(line["basePriceQuantity"], "1"));
  const base = line["amount"] === undefined ? toCents(product) : numberOf(line["amount"]);
  const off = sum(listOf(line["discounts"]).map((one) => sizeOf(one, base)));
  const on = sum(listOf(line["charges"]).map((one) => sizeOf(one, base)));
  return base.minus(off).plus(on);
}

const sizeOf = (one: Json, base: Decimal): Decimal =>
  one["amount"] === undefined ? toCents(base.times(numberOf(one["percent"])).div(100)) : numberOf(one["amount"]);

interface Part {
  readonly key: string;
  readonly amount: Decimal;
}

/** Discounts of one group first, then the others, each over what is left, by largest remainder. */
function splitDiscounts(discounts: readonly Json[], lines: readonly Part[]): readonly Part[] {
  const keys = ORDER.filter((key) => lines.some((line) => line.key === key));
  const room = new Map(keys.map((key) => [key, sum(lines.filter((one) => one.key === key).map((one) => one.amount))]));
  const left = new Map(room);
  const shares: Part[] = [];
  const bound = discounts.filter((one) => one["vat"] !== undefined);
  for (const one of [...bound, ...discounts.filter((candidate) => !bound.includes(candidate))]) {
    const over = one["vat"] === undefined ? keys : [keyOf(one["vat"])];
    const amount = sizeOf(one, sum(over.map((key) => room.get(key) ?? new Decimal(0))));
    for (const share of largestRemainder(
      over.map((key) => ({ key, amount: left.get(key) ?? new Decimal(0) })),
      amount,
    )) {
      left.set(share.key, (left.get(share.key) ?? new Decimal(0)).minus(share.amount));
      shares.push(share);
    }
  }
  return shares;
}

/** In whole cents, so that equal remainders are found equal. */
function largestRemainder(weights: readonly Part[], amount: Decimal): readonly Part[] {
  if (amount.isZero()) return [];
  const all = sum(weights.map((one) => one.amount)).times(100);
  const parts = weights.map(({ key, amount: weight }) => {
    const product = amount.times(100).times(weight.times(100));
    const over = product.mod(all);
    return { key, over, floor: product.minus(over).div(all).div(100) };
  });
  const missing = amount
    .minus(sum(parts.map(({ floor }) => floor)))
    .times(100)
    .toNumber();
  const lucky = [...parts].sort((one, other) => other.over.comparedTo(one.over)).slice(0, missing);
  return parts.map((one) => ({ key: one.key, amount: lucky.includes(one) ? one.floor.plus("0.01") : one.floor }));
}

function groupOf(key: string, total: Decimal, prices: unknown) {
  const rate = new Decimal(key.slice(1));
  if (prices === "vat-exclusive") return { key, taxable: total, tax: toCents(total.times(rate).div(100)) };
  const tax = toCents(total.times(rate).div(rate.plus(100)));
  return { key, taxable: total.minus(tax), tax };
}
