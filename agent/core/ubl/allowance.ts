// Discounts and charges in the document (BG-20, BG-21, BG-27, BG-28).
import type { PricedAdjustment } from "../invoice/figures.ts";
import { LONGEST_REASON } from "../invoice/reasons.ts";
import { formatDecimal } from "../money/decimal.ts";
import { joined, lengthOf } from "../text.ts";
import { element, type XmlElement } from "../xml/tree.ts";
import { group, type Money, type Part, text } from "./cells.ts";
import { taxCategory } from "./tax.ts";

type Indicator = "discount" | "charge";

/** Of a line: its VAT is the line's. */
export const lineAllowance = (kind: Indicator, one: PricedAdjustment, money: Money): XmlElement =>
  group("cac:AllowanceCharge", parts(kind, one, money));

/** Of the document: with the VAT it belongs to. */
export const documentAllowance = (kind: Indicator, one: PricedAdjustment, money: Money): XmlElement =>
  group("cac:AllowanceCharge", parts(kind, one, money), taxCategory("cac:TaxCategory", one.vat));

function parts(kind: Indicator, one: PricedAdjustment, money: Money): readonly Part[] {
  const { amount, base, percent } = one;
  return [
    element("cbc:ChargeIndicator", kind === "charge" ? "true" : "false"),
    text("cbc:AllowanceChargeReasonCode", one.reasonCode),
    text("cbc:AllowanceChargeReason", reasonOf(one)),
    base === undefined || percent === undefined
      ? undefined
      : text("cbc:MultiplierFactorNumeric", formatDecimal(percent, 2)),
    money("cbc:Amount", amount),
    base === undefined ? undefined : money("cbc:BaseAmount", base),
  ];
}

/** A percentage that cannot stand in its own element is told in words, where they leave room (BR-KSA-EN16931-03). */
function reasonOf({ reason, percent, base }: PricedAdjustment): string {
  const words = reason === undefined ? "" : joined(reason);
  if (percent === undefined || base !== undefined) return words;
  const withPercent = `${words} ${formatDecimal(percent)}%`.trim();
  return lengthOf(withPercent) > LONGEST_REASON ? words : withPercent;
}
