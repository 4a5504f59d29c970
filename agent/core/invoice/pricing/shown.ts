// What a line costs in the till's own prices: quantity × price, less its discounts, plus its charges (C5).
import {
  type Decimal,
  exceeds,
  fromHalalas,
  NOTHING,
  ONE,
  percentOf,
  subtract,
  times,
  toHalalas,
} from "../../money/decimal.ts";
import { formatHalalas, type Halalas, halalas, minus, plus, sum } from "../../money/halalas.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Violation } from "../../violation.ts";
import type { Line, Size } from "../draft.ts";
import type { Shown } from "../figures.ts";
import { error } from "../finding.ts";

/** The largest amount of a line or a document: eleven digits before the point. */
export const MAX_AMOUNT = halalas(9_999_999_999_999n);

/** A discount or charge in halalas; percentages are of the base, rounded half up. */
export const sizeOf = (size: Size, base: Halalas): Halalas =>
  size.by === "amount" ? size.amount : percentOf(size.percent, base);

/** Works out a line; the errors say what about it cannot be charged. */
export function shownLine(line: Line, path: string): Result<Shown, readonly Violation[]> {
  const discount = line.priceDiscount ?? NOTHING;
  if (exceeds(discount, line.price)) return err([priceDiscountTooLarge(path)]);
  const exact = times(line.quantity, subtract(line.price, discount));
  const perBase = line.basePriceQuantity ?? ONE;
  const base = line.amount ?? toHalalas(exact, perBase);
  const discounts = line.discounts.map(({ size }) => sizeOf(size, base));
  const charges = line.charges.map(({ size }) => sizeOf(size, base));
  const total = plus(minus(base, sum(discounts)), sum(charges));
  const wrong = [
    ...(isLabelOff(line.amount, exact, perBase) ? [labelOff(path, toHalalas(exact, perBase))] : []),
    ...(total < 0n ? [discountsTooLarge(path, plus(base, sum(charges)))] : []),
    ...(base > MAX_AMOUNT || total > MAX_AMOUNT ? [tooLarge(path)] : []),
  ];
  return wrong.length === 0 ? ok({ base, discounts, charges, total }) : err(wrong);
}

/** A label may round its own way, but not by more than one halala of quantity × price. */
function isLabelOff(amount: Halalas | undefined, exact: Decimal, perBase: Decimal): boolean {
  if (amount === undefined) return false;
  const label = times(fromHalalas(amount), perBase);
  const tolerance = times(fromHalalas(halalas(1n)), perBase);
  return exceeds(exact, label)
    ? exceeds(subtract(exact, label), tolerance)
    : exceeds(subtract(label, exact), tolerance);
}

const priceDiscountTooLarge = (path: string) =>
  error(
    "sale/price-discount",
    `${path}.priceDiscount`,
    ["خصم السعر أكبر من السعر", "the price discount is above the price"],
    ["صحح السعر أو خصمه", "correct the price or its discount"],
  );

const discountsTooLarge = (path: string, most: Halalas) =>
  error(
    "sale/discount-too-large",
    `${path}.discounts`,
    [
      `خصومات السطر أكبر من مبلغه ${formatHalalas(most)}`,
      `the line's discounts are above its amount ${formatHalalas(most)}`,
    ],
    ["خفّض الخصم", "lower the discount"],
  );

const labelOff = (path: string, expected: Halalas) =>
  error(
    "sale/label-amount",
    `${path}.amount`,
    [
      `مبلغ ملصق الميزان لا يوافق الكمية × السعر (${formatHalalas(expected)})`,
      `the scale label's amount is not quantity × price (${formatHalalas(expected)})`,
    ],
    ["تحقق من سعر الوحدة في الميزان وفي نقطة البيع", "check the unit price in the scale and in the till"],
  );

const tooLarge = (path: string) =>
  error(
    "sale/too-large",
    path,
    ["المبلغ أكبر مما يتسع له المستند", "the amount is larger than a document can carry"],
    ["تحقق من الكمية والسعر", "check quantity and price"],
  );
