// The net amount of a line as BR-KSA-EN16931-11 works it out, in decimals: the product is cut after a tenth of a halala.
import { add, type Decimal, decimal, divide, equal, floor, multiply, round, subtract } from "./decimal.ts";
import type { Node } from "./node.ts";
import { AMOUNT, allowancesOf, chargesOf } from "./vocabulary.ts";
import { says } from "./wording.ts";
import { decimalAt, decimalSum, exists, from, path, Unjudgeable } from "./xpath.ts";

const QUANTITY = path("cbc:InvoicedQuantity");
const PRICE = path("cac:Price");
const PRICE_AMOUNT = path("cbc:PriceAmount");
const BASE_QUANTITY = path("cbc:BaseQuantity");
const CENT = decimal("0.01");
const MINUS_CENT = decimal("-0.01");
/** What the official rule adds so that a cut half is rounded up: 0.00000000001 of a halala. */
const NUDGE = decimal("0.0000000000001");

/** Quantity × price + charges − discounts; undefined where a factor is absent. @throws Unjudgeable on bad numbers. */
export function lineNet(line: Node): Decimal | undefined {
  const quantity = decimalAt(QUANTITY(line));
  const price = unitPrice(line);
  if (quantity === undefined || price === undefined) return undefined;
  const charged = add(floor(multiply(quantity, price), 3), decimalSum(chargesOf(line), AMOUNT));
  const net = subtract(charged, decimalSum(allowancesOf(line), AMOUNT));
  // Thousandths are rounded the same with the nudge and without.
  return round(net.scale > 3 ? add(net, NUDGE) : net, 2);
}

/** The price of one unit, where it is given per several. */
function unitPrice(line: Node): Decimal | undefined {
  const prices = PRICE(line);
  const price = decimalAt(from(prices, PRICE_AMOUNT));
  const baseQuantity = from(prices, BASE_QUANTITY);
  if (!exists(baseQuantity)) return price;
  const base = decimalAt(baseQuantity);
  if (price === undefined || base === undefined) return undefined;
  if (base.units === 0n) throw new Unjudgeable(says("كمية السعر صفر", "the quantity a price is given for is 0"));
  return divide(price, base);
}

/** True when the two differ by exactly 0.00, 0.01 or -0.01. */
export function isSameWithinCent(amount: Decimal, computed: Decimal | undefined): boolean {
  if (computed === undefined) return false;
  const off = subtract(amount, computed);
  return off.units === 0n || equal(off, CENT) || equal(off, MINUS_CENT);
}
