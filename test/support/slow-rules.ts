// The authority's arithmetic rules over a finished document, with another library and straight from their XPath.
import { Decimal as BaseDecimal } from "decimal.js";
import { attributeOf, childOf, select, textAt, type XmlElement } from "../../agent/core/xml/tree.ts";

const Decimal = BaseDecimal.clone({ precision: 40, rounding: BaseDecimal.ROUND_HALF_UP });
type Decimal = InstanceType<typeof Decimal>;

const at = (node: XmlElement, ...path: readonly string[]): Decimal => new Decimal(textAt(node, ...path) ?? "0");
const total = (nodes: readonly XmlElement[], ...path: readonly string[]): Decimal =>
  nodes.reduce((sum, node) => sum.plus(at(node, ...path)), new Decimal(0));
const isCharge = (node: XmlElement): boolean => textAt(node, "cbc:ChargeIndicator") === "true";
const cents = (value: Decimal): Decimal => value.toDecimalPlaces(2);

type Rule = readonly [code: string, holds: (invoice: XmlElement) => boolean];

const sums = (invoice: XmlElement) => {
  const totals = select(invoice, "cac:LegalMonetaryTotal")[0] ?? invoice;
  const allowances = select(invoice, "cac:AllowanceCharge");
  const breakdown = select(invoice, "cac:TaxTotal").filter((one) => childOf(one, "cac:TaxSubtotal") !== undefined);
  return { totals, allowances, breakdown, lines: select(invoice, "cac:InvoiceLine") };
};

/** Every rule of the sums, exactly; BR-CO-17 within its tolerance of a halala per line. */
const RULES: readonly Rule[] = [
  [
    "BR-CO-10",
    (i) => at(sums(i).totals, "cbc:LineExtensionAmount").eq(total(sums(i).lines, "cbc:LineExtensionAmount")),
  ],
  [
    "BR-CO-11",
    (i) =>
      at(sums(i).totals, "cbc:AllowanceTotalAmount").eq(
        total(
          sums(i).allowances.filter((a) => !isCharge(a)),
          "cbc:Amount",
        ),
      ),
  ],
  [
    "BR-CO-12",
    (i) => at(sums(i).totals, "cbc:ChargeTotalAmount").eq(total(sums(i).allowances.filter(isCharge), "cbc:Amount")),
  ],
  ["BR-CO-13", (i) => netOf(i).eq(at(sums(i).totals, "cbc:TaxExclusiveAmount"))],
  [
    "BR-CO-14",
    (i) =>
      sums(i).breakdown.every((one) =>
        at(one, "cbc:TaxAmount").eq(total(select(one, "cac:TaxSubtotal"), "cbc:TaxAmount")),
      ),
  ],
  [
    "BR-CO-15",
    (i) =>
      at(sums(i).totals, "cbc:TaxInclusiveAmount").eq(
        at(sums(i).totals, "cbc:TaxExclusiveAmount").plus(total(sums(i).breakdown, "cbc:TaxAmount")),
      ),
  ],
  [
    "BR-CO-16",
    (i) =>
      at(sums(i).totals, "cbc:PayableAmount").eq(
        at(sums(i).totals, "cbc:TaxInclusiveAmount")
          .minus(at(sums(i).totals, "cbc:PrepaidAmount"))
          .plus(at(sums(i).totals, "cbc:PayableRoundingAmount")),
      ),
  ],
  [
    "BR-CO-17",
    (i) =>
      subtotals(i).every((one) =>
        taxOff(one)
          .abs()
          .lte(new Decimal("0.01").times(sums(i).lines.length)),
      ),
  ],
  ["BR-S/Z/E/O-08", (i) => groupsHold(i)],
  [
    "BR-KSA-51",
    (i) =>
      sums(i).lines.every((line) =>
        at(line, "cac:TaxTotal", "cbc:RoundingAmount").eq(
          at(line, "cac:TaxTotal", "cbc:TaxAmount").plus(at(line, "cbc:LineExtensionAmount")),
        ),
      ),
  ],
  [
    "BR-KSA-EN16931-03",
    (i) => [...sums(i).allowances, ...select(i, "cac:InvoiceLine", "cac:AllowanceCharge")].every(percentageHolds),
  ],
  ["BR-KSA-EN16931-07", (i) => select(i, "cac:InvoiceLine", "cac:Price").every(netPriceHolds)],
  ["BR-KSA-EN16931-11", (i) => sums(i).lines.every((line) => lineOff(line).abs().lte("0.01"))],
  ["BR-KSA-F-04", (i) => amountsOf(i).every((amount) => !amount.startsWith("-"))],
  ["BR-DEC", (i) => amountsOf(i).every((amount) => /^-?\d+\.\d\d$/.test(amount))],
];

/** The codes a document breaks. */
export const brokenRules = (invoice: XmlElement): readonly string[] =>
  RULES.filter(([, holds]) => !holds(invoice)).map(([code]) => code);

const netOf = (invoice: XmlElement): Decimal => {
  const { lines, allowances } = sums(invoice);
  const off = total(
    allowances.filter((one) => !isCharge(one)),
    "cbc:Amount",
  );
  return total(lines, "cbc:LineExtensionAmount")
    .minus(off)
    .plus(total(allowances.filter(isCharge), "cbc:Amount"));
};

const subtotals = (invoice: XmlElement): readonly XmlElement[] => select(invoice, "cac:TaxTotal", "cac:TaxSubtotal");

/** How far a group's VAT is from taxable × rate. */
const taxOff = (group: XmlElement): Decimal => {
  const exact = at(group, "cbc:TaxableAmount")
    .times(at(group, "cac:TaxCategory", "cbc:Percent"))
    .div(100);
  return at(group, "cbc:TaxAmount").minus(cents(exact));
};

/** Every category's taxable amount is what its lines and allowances come to; S sums its rates. */
function groupsHold(invoice: XmlElement): boolean {
  const { lines, allowances } = sums(invoice);
  return ["S", "Z", "E", "O"].every((category) => {
    const own = (node: XmlElement, ...path: readonly string[]): boolean => textAt(node, ...path, "cbc:ID") === category;
    const ofLines = lines.filter((line) => own(line, "cac:Item", "cac:ClassifiedTaxCategory"));
    const ofDocument = allowances.filter((one) => own(one, "cac:TaxCategory"));
    const expected = total(ofLines, "cbc:LineExtensionAmount")
      .minus(
        total(
          ofDocument.filter((one) => !isCharge(one)),
          "cbc:Amount",
        ),
      )
      .plus(total(ofDocument.filter(isCharge), "cbc:Amount"));
    const groups = subtotals(invoice).filter((group) => own(group, "cac:TaxCategory"));
    return total(groups, "cbc:TaxableAmount").eq(expected);
  });
}

/** The rule multiplies doubles, so this does too. */
function percentageHolds(one: XmlElement): boolean {
  const [amount, base, percent] = ["cbc:Amount", "cbc:BaseAmount", "cbc:MultiplierFactorNumeric"].map((n) =>
    textAt(one, n),
  );
  if (base === undefined || percent === undefined) return base === percent;
  const judged = Math.floor(((Number(base) * Number(percent)) / 100) * 100 + 0.5) / 100;
  return judged.toFixed(2) === Number(amount).toFixed(2);
}

function netPriceHolds(price: XmlElement): boolean {
  const allowance = childOf(price, "cac:AllowanceCharge");
  if (allowance === undefined) return true;
  return at(price, "cbc:PriceAmount").eq(at(allowance, "cbc:BaseAmount").minus(at(allowance, "cbc:Amount")));
}

/** How far a line's net is from quantity × price, cut to three decimals, with its allowances. */
function lineOff(line: XmlElement): Decimal {
  const base = textAt(line, "cac:Price", "cbc:BaseQuantity") ?? "1";
  const product = at(line, "cbc:InvoicedQuantity").times(at(line, "cac:Price", "cbc:PriceAmount").div(base));
  const allowances = select(line, "cac:AllowanceCharge");
  const off = total(
    allowances.filter((one) => !isCharge(one)),
    "cbc:Amount",
  );
  const on = total(allowances.filter(isCharge), "cbc:Amount");
  const judged = cents(product.toDecimalPlaces(3, Decimal.ROUND_FLOOR).plus(on).minus(off));
  return at(line, "cbc:LineExtensionAmount").minus(judged);
}

/** The text of every amount but unit prices, which may have more decimals, and the rounding, which may be negative. */
function amountsOf(node: XmlElement): readonly string[] {
  const found: string[] = [];
  const walk = (one: XmlElement): void => {
    if (one.key === "cac:Price" || one.key === "cbc:PayableRoundingAmount") return;
    if (attributeOf(one, "currencyID") !== undefined) found.push(String(one.children[0]));
    for (const child of one.children) if (typeof child === "object" && "key" in child) walk(child);
  };
  walk(node);
  return found;
}
