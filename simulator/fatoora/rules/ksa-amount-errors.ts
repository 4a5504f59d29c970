// Rules of the Kingdom about amounts, taxes and currencies whose breach rejects a document.
import { all, descendants, type Element } from "../xml/element.ts";
import { CURRENCIES, KSA_CATEGORIES } from "./codes.ts";
import { type Decimal, decimal } from "./decimal.ts";
import { GROUP, GROUP_CATEGORY, LINE, LINE_CATEGORY, LINE_GROUP, PREPAID, TOTAL } from "./paths.ts";
import {
  adjustments,
  amount,
  categoryOf,
  filled,
  has,
  hasThirdDecimal,
  isStandard,
  isVat,
  lengthOf,
  number,
  places,
  type Row,
  type RuleContext,
  rules,
  value,
} from "./rule.ts";

const isPrepaid = (invoice: Element): boolean => amount(invoice, PREPAID) > 0n;

const prepaymentLines = (invoice: Element): readonly Element[] =>
  isPrepaid(invoice) ? all(invoice, LINE).filter((line) => has(line, "cac:DocumentReference")) : [];

const PREPAYMENT_ZEROES = [
  "cbc:LineExtensionAmount",
  "cac:TaxTotal/cbc:TaxAmount",
  "cac:TaxTotal/cbc:RoundingAmount",
  "cac:Price/cbc:PriceAmount",
];

const PREPAYMENT_TYPE = "cac:DocumentReference/cbc:DocumentTypeCode";

const isOfOtherType = (line: Element): boolean => has(line, PREPAYMENT_TYPE) && value(line, PREPAYMENT_TYPE) !== "386";

const prepaymentIsNotZero = (line: Element): boolean =>
  !isOfOtherType(line) &&
  (PREPAYMENT_ZEROES.some((path) => number(line, path) !== 0n) ||
    all(line, "cac:AllowanceCharge/cbc:Amount").some(({ text }) => decimal(text) !== 0n));

const lineLacks =
  (path: string) =>
  (invoice: Element): boolean =>
    isStandard(invoice) && all(invoice, LINE).some((line) => !filled(line, path));

const onPercentages = [
  "cac:AllowanceCharge/cac:TaxCategory/cbc:Percent",
  `${LINE}/cac:AllowanceCharge/cac:TaxCategory/cbc:Percent`,
  `${GROUP_CATEGORY}/cbc:Percent`,
  `${LINE_CATEGORY}/cbc:Percent`,
  `${LINE}/${GROUP_CATEGORY}/cbc:Percent`,
];

const HUNDRED: Decimal = decimal("100") ?? 0n;

const isNoPercentage = (text: string): boolean => {
  const percent = decimal(text);
  return percent === undefined || percent < 0n || percent > HUNDRED || hasThirdDecimal(text);
};

const isStrangeRate = (category: Element): boolean => {
  const percent = value(category, "cbc:Percent");
  return (
    isVat(category) && categoryOf(category) === "S" && percent !== "" && !/^0*(15(\.\d*)?|5(\.0*)?)$/.test(percent)
  );
};

const CATEGORIES = ["cac:AllowanceCharge/cac:TaxCategory", GROUP_CATEGORY, LINE_CATEGORY, `${LINE}/${GROUP_CATEGORY}`];

/** Amounts that must be in the document's currency: all but the VAT totals, one of which is in riyals. */
const isStrangeCurrency = (invoice: Element): boolean => {
  const currency = value(invoice, "cbc:DocumentCurrencyCode");
  const vatTotals = new Set(all(invoice, "cac:TaxTotal/cbc:TaxAmount"));
  return descendants(invoice).some(
    (element) =>
      /^cbc:\w*Amount$/.test(element.name) && !vatTotals.has(element) && element.attributes["currencyID"] !== currency,
  );
};

const MUST_BE_POSITIVE = [
  "cac:AllowanceCharge/cbc:Amount",
  "cac:AllowanceCharge/cbc:BaseAmount",
  `${GROUP}/cbc:TaxAmount`,
  `${TOTAL}/cbc:LineExtensionAmount`,
  `${TOTAL}/cbc:TaxExclusiveAmount`,
  `${TOTAL}/cbc:TaxInclusiveAmount`,
  `${TOTAL}/cbc:AllowanceTotalAmount`,
  `${TOTAL}/cbc:ChargeTotalAmount`,
  `${TOTAL}/cbc:PrepaidAmount`,
  "cac:TaxTotal/cbc:TaxAmount",
  `${LINE}/cac:AllowanceCharge/cbc:Amount`,
  `${LINE}/cac:AllowanceCharge/cbc:BaseAmount`,
  `${LINE}/cac:TaxTotal/cbc:TaxAmount`,
  `${LINE}/cac:Price/cbc:PriceAmount`,
  `${LINE}/cac:Price/cac:AllowanceCharge/cbc:Amount`,
  `${LINE}/cac:Price/cac:AllowanceCharge/cbc:BaseAmount`,
  `${LINE}/cbc:InvoicedQuantity`,
  `${LINE_GROUP}/cbc:TaxableAmount`,
  `${LINE_GROUP}/cbc:TaxAmount`,
  "cac:TaxExchangeRate/cbc:CalculationRate",
];

const isNegative = ({ text }: Element): boolean => text.trim() !== "" && (decimal(text) ?? -1n) < 0n;

const taxableIsNegative = (subtotal: Element): boolean =>
  value(subtotal, "cac:TaxCategory/cbc:ID") !== "O" && places(subtotal, "cbc:TaxableAmount").some(isNegative);

const netPriceIsWrong = (price: Element): boolean => {
  const gross = number(price, "cac:AllowanceCharge/cbc:BaseAmount");
  return (
    gross !== undefined && amount(price, "cbc:PriceAmount") !== gross - amount(price, "cac:AllowanceCharge/cbc:Amount")
  );
};

const rateDiffers =
  (field: string, currency: string) =>
  (rate: Element, { invoice }: RuleContext): boolean =>
    !value(invoice, currency).includes(value(rate, field));

const allowancePercentageIsWrong = (parent: Element): boolean =>
  adjustments(parent, "false").some((one) => {
    const factor = value(one, "cbc:MultiplierFactorNumeric");
    return factor !== "" && isNoPercentage(factor);
  });

const CHECKED_CURRENCIES = [
  `${LINE_GROUP}/cbc:TaxAmount`,
  `${LINE_GROUP}/cbc:TaxableAmount`,
  `${TOTAL}/cbc:PayableRoundingAmount`,
];

const ROWS: readonly Row[] = [
  ["BR-KSA-74", "", (e) => prepaymentLines(e).some(isOfOtherType)],
  ["BR-KSA-82", "", (e) => prepaymentLines(e).some(prepaymentIsNotZero)],
  ["BR-KSA-18", CATEGORIES.map((path) => `${path}/cbc:ID`), (e) => e.text !== "" && !KSA_CATEGORIES.has(e.text.trim())],
  ["BR-KSA-52", "", lineLacks("cac:TaxTotal/cbc:TaxAmount")],
  ["BR-KSA-53", "", lineLacks("cac:TaxTotal/cbc:RoundingAmount")],
  ["BR-KSA-DEC-01", ["", LINE], allowancePercentageIsWrong],
  ["BR-KSA-DEC-02", onPercentages, (e) => e.text.trim() !== "" && isNoPercentage(e.text)],
  ["BR-KSA-11", LINE_CATEGORY, (e) => categoryOf(e) === "O" && amount(e, "cbc:Percent") !== 0n],
  ["BR-KSA-84", CATEGORIES, isStrangeRate],
  ["BR-KSA-88", "cac:TaxExchangeRate", rateDiffers("cbc:SourceCurrencyCode", "cbc:DocumentCurrencyCode")],
  ["BR-KSA-89", "cac:TaxExchangeRate", rateDiffers("cbc:TargetCurrencyCode", "cbc:TaxCurrencyCode")],
  ["BR-KSA-90", "cac:TaxExchangeRate", (e) => lengthOf(value(e, "cbc:CalculationRate")) > 14],
  ["BR-KSA-CL-01", "cbc:DocumentCurrencyCode", (e) => !CURRENCIES.has(e.text.trim())],
  ["BR-KSA-CL-01", CHECKED_CURRENCIES, (e) => !CURRENCIES.has((e.attributes["currencyID"] ?? "").trim())],
  ["BR-KSA-CL-02", "", isStrangeCurrency],
  [
    "BR-KSA-F-02",
    ["cac:AllowanceCharge/cbc:ChargeIndicator", `${LINE}/cac:AllowanceCharge/cbc:ChargeIndicator`],
    (e) => !["true", "false", "0", "1"].includes(e.text.trim()),
  ],
  ["BR-KSA-F-04", MUST_BE_POSITIVE, isNegative],
  ["BR-KSA-F-04", GROUP, taxableIsNegative],
  ["BR-KSA-EN16931-02", "cbc:TaxCurrencyCode", (e) => e.text.trim().toUpperCase() !== "SAR"],
  ["BR-KSA-EN16931-06", `${LINE}/cac:Price`, (e) => adjustments(e, "true").length > 0],
  ["BR-KSA-EN16931-07", `${LINE}/cac:Price`, netPriceIsWrong],
  ["BR-KSA-EN16931-12", `${LINE}/cac:Price/cbc:BaseQuantity`, (e) => e.text !== "" && (decimal(e.text) ?? 0n) <= 0n],
];

/** The rules, grouped by what they look at. */
export const KSA_AMOUNT_ERRORS = rules(ROWS);
