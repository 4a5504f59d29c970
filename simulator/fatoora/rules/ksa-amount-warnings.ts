// Rules of the Kingdom about amounts and prepayments whose breach is told and forgiven.
import { all, type Element } from "../xml/element.ts";
import { type Decimal, decimal, floor, hundredths, over, round, times } from "./decimal.ts";
import { cents, double, printed } from "./double.ts";
import { LINE, LINE_GROUP, PREPAID } from "./paths.ts";
import {
  adjustments,
  amount,
  categoryOf,
  filled,
  has,
  hasThirdDecimal,
  isVat,
  number,
  type Row,
  type RuleContext,
  rules,
  sum,
  value,
} from "./rule.ts";

const PERCENT = decimal("0.01") ?? 0n;
const CENT = hundredths(1n);

const isNear = (a: bigint, b: bigint): boolean => a - b <= CENT && b - a <= CENT;

const grossOfLineIsWrong = (total: Element, { invoice }: RuleContext): boolean => {
  const line = all(invoice, LINE).find((one) => all(one, "cac:TaxTotal").includes(total));
  const net = line === undefined ? Number.NaN : double(line, "cbc:LineExtensionAmount");
  return printed(double(total, "cbc:RoundingAmount")) !== printed(cents(double(total, "cbc:TaxAmount") + net));
};

/** Quantity times price, cut to thousandths, with the line's charges and allowances, within a hundredth. */
const netOfLineIsWrong = (line: Element): boolean => {
  const base = has(line, "cac:Price/cbc:BaseQuantity") ? amount(line, "cac:Price/cbc:BaseQuantity") : undefined;
  const price = number(line, "cac:Price/cbc:PriceAmount");
  const quantity = number(line, "cbc:InvoicedQuantity");
  const net = number(line, "cbc:LineExtensionAmount");
  if (price === undefined || quantity === undefined || net === undefined) return true;
  const product = floor(times(quantity, base === undefined ? price : over(price, base)), 3);
  const charges = sum(adjustments(line, "true"), "cbc:Amount");
  const allowances = sum(adjustments(line, "false"), "cbc:Amount");
  return !isNear(net, round(product + charges - allowances));
};

/** Where the product ends in half a halala, the double may lie on either side of it (10 % of 1.45). */
const percentageIsWrong = (adjustment: Element): boolean => {
  if (!filled(adjustment, "cbc:Amount") || !filled(adjustment, "cbc:BaseAmount")) return false;
  const product = double(adjustment, "cbc:BaseAmount") * double(adjustment, "cbc:MultiplierFactorNumeric");
  return printed(double(adjustment, "cbc:Amount")) !== printed(Math.floor((product / 100) * 100 + 0.5) / 100);
};

const vatTotals = (invoice: Element, withGroups: boolean): readonly Element[] =>
  all(invoice, "cac:TaxTotal").filter((total) => has(total, "cac:TaxSubtotal") === withGroups);

const foreignVatIsSame = (invoice: Element): boolean => {
  if (["SAR", ""].includes(value(invoice, "cbc:DocumentCurrencyCode"))) return false;
  const [foreign, riyals] = [true, false].map((withGroups) =>
    vatTotals(invoice, withGroups).map((total) => double(total, "cbc:TaxAmount")),
  );
  return foreign?.some((vat) => vat > 0 && riyals?.some((other) => other > 0 && cents(other) === cents(vat))) === true;
};

const isPrepaid = (invoice: Element): boolean => amount(invoice, PREPAID) > 0n;

const references = (invoice: Element): readonly Element[] => all(invoice, `${LINE}/cac:DocumentReference`);

const PREPAYMENT_REFERENCE = ["cbc:ID", "cbc:IssueDate", "cbc:IssueTime", "cbc:DocumentTypeCode"];

const referenceIsIncomplete = (invoice: Element): boolean =>
  isPrepaid(invoice) &&
  (references(invoice).length === 0 ||
    references(invoice).some((one) => PREPAYMENT_REFERENCE.some((path) => !has(one, path))));

const PREPAYMENT_GROUP = [
  "cbc:TaxAmount",
  "cbc:TaxableAmount",
  "cac:TaxCategory/cbc:Percent",
  "cac:TaxCategory/cbc:ID",
].map((path) => `cac:TaxTotal/cac:TaxSubtotal/${path}`);

const groupIsIncomplete = (invoice: Element): boolean =>
  isPrepaid(invoice) &&
  all(invoice, LINE).some(
    (line) => has(line, "cac:DocumentReference") && PREPAYMENT_GROUP.some((path) => !has(line, path)),
  );

const rateIsNotZero =
  (code: string) =>
  (group: Element, { invoice }: RuleContext): boolean => {
    const category = all(group, "cac:TaxCategory").find(isVat);
    return (
      isPrepaid(invoice) &&
      category !== undefined &&
      categoryOf(category) === code &&
      number(category, "cbc:Percent") !== 0n
    );
  };

const taxOf = (group: Element, rate: Decimal): Decimal =>
  round(times(amount(group, "cbc:TaxableAmount"), times(rate, PERCENT)));

const isUntaxed = (category: Element): boolean => {
  const code = categoryOf(category);
  return code === "Z" || code === "E" || (code === "O" && !has(category, "cbc:Percent"));
};

/** An untaxed prepayment has no VAT at all; any other taxable amount times rate, within a hundredth. */
const prepaidTaxIsWrong = (group: Element): boolean => {
  const tax = round(amount(group, "cbc:TaxAmount"));
  const untaxed = all(group, "cac:TaxCategory").find(isUntaxed);
  if (untaxed !== undefined) return tax !== 0n || taxOf(group, amount(untaxed, "cbc:Percent")) !== 0n;
  const category = all(group, "cac:TaxCategory").find(isVat);
  const rate = category === undefined ? undefined : number(category, "cbc:Percent");
  return rate === undefined || !isNear(tax, taxOf(group, rate));
};

/** The advances settled on the lines come to the prepaid amount, and every one is a prepayment document. */
const prepaidTotalIsWrong = (invoice: Element): boolean => {
  const groups = all(invoice, LINE_GROUP);
  const [taxable, tax] = [sum(groups, "cbc:TaxableAmount"), sum(groups, "cbc:TaxAmount")];
  const prepaid = amount(invoice, PREPAID);
  if (prepaid === 0n && groups.length > 0) return true;
  const isOther = references(invoice).some((one) =>
    all(one, "cbc:DocumentTypeCode").some(({ text }) => text !== "386"),
  );
  return round(prepaid) !== round(taxable + tax) || (isOther && taxable > 0n && tax > 0n);
};

const prepaidHasThirdDecimal = (group: Element, { invoice }: RuleContext): boolean =>
  isPrepaid(invoice) &&
  ["cbc:TaxableAmount", "cbc:TaxAmount"].some((path) => all(group, path).some(({ text }) => hasThirdDecimal(text)));

const TIME = /^([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

const BOTH = ["cac:AllowanceCharge", `${LINE}/cac:AllowanceCharge`];

const ROWS: readonly Row[] = [
  ["BR-KSA-51", `${LINE}/cac:TaxTotal`, grossOfLineIsWrong],
  ["BR-KSA-73", "", referenceIsIncomplete],
  ["BR-KSA-75", "", groupIsIncomplete],
  ["BR-KSA-76", LINE_GROUP, rateIsNotZero("Z")],
  ["BR-KSA-77", LINE_GROUP, rateIsNotZero("E")],
  ["BR-KSA-78", LINE_GROUP, rateIsNotZero("O")],
  ["BR-KSA-79", LINE_GROUP, prepaidTaxIsWrong],
  ["BR-KSA-80", "", prepaidTotalIsWrong],
  ["BR-KSA-97", "", foreignVatIsSame],
  ["BR-KSA-DEC-03", LINE, (e) => hasThirdDecimal(all(e, "cac:TaxTotal/cbc:TaxAmount")[0]?.text ?? "")],
  ["BR-KSA-DEC-04", LINE, (e) => hasThirdDecimal(all(e, "cac:TaxTotal/cbc:RoundingAmount")[0]?.text ?? "")],
  ["BR-KSA-DEC-06", LINE_GROUP, prepaidHasThirdDecimal],
  ["BR-KSA-F-05", `${LINE}/cac:DocumentReference/cbc:IssueTime`, ({ text }) => !TIME.test(text.trim())],
  ["BR-KSA-EN16931-03", BOTH, percentageIsWrong],
  ["BR-KSA-EN16931-04", BOTH, (e) => has(e, "cbc:MultiplierFactorNumeric") && !has(e, "cbc:BaseAmount")],
  ["BR-KSA-EN16931-05", BOTH, (e) => has(e, "cbc:BaseAmount") && !has(e, "cbc:MultiplierFactorNumeric")],
  ["BR-KSA-EN16931-08", "", (e) => vatTotals(e, true).length !== 1],
  ["BR-KSA-EN16931-09", "", (e) => has(e, "cbc:TaxCurrencyCode") && vatTotals(e, false).length !== 1],
  ["BR-KSA-EN16931-11", LINE, netOfLineIsWrong],
];

/** The rules, in the order of their codes. */
export const KSA_AMOUNT_WARNINGS = rules(ROWS);
