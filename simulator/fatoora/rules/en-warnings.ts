// Rules of the European standard EN 16931 whose breach is told and forgiven.
import { all, type Element } from "../xml/element.ts";
import { COUNTRIES, PAYMENT_MEANS } from "./codes.ts";
import { decimal, hundredths, round, times } from "./decimal.ts";
import { ADDRESS, BUYER, GROUP, GROUP_CATEGORY, LINE, LINE_CATEGORY, NAME, SELLER, TOTAL } from "./paths.ts";
import {
  adjustments,
  amount,
  categoryOf,
  filled,
  has,
  hasThirdDecimal,
  isStandard,
  isVat,
  number,
  type Row,
  type RuleContext,
  rules,
  sum,
  value,
} from "./rule.ts";

const CATEGORY = "cac:Item/cac:ClassifiedTaxCategory";

const isOf =
  (code: string) =>
  (category: Element): boolean =>
    isVat(category) && categoryOf(category) === code;

const uses = (invoice: Element, code: string): boolean =>
  [...all(invoice, LINE), invoice].some(
    (one) => all(one, CATEGORY).some(isOf(code)) || all(one, "cac:AllowanceCharge/cac:TaxCategory").some(isOf(code)),
  );

const groups = (invoice: Element, code: string): readonly Element[] =>
  all(invoice, GROUP).filter((one) => all(one, "cac:TaxCategory").some(isOf(code)));

/** BR-x-01: a category used in the document has its group in the breakdown. */
const lacksGroup =
  (code: string) =>
  (invoice: Element): boolean =>
    uses(invoice, code) && groups(invoice, code).length === 0;

/** What the lines, charges and allowances of a category come to. */
const taxableOf = (invoice: Element, code: string): bigint => {
  const inCategory = (one: Element, path: string): boolean => all(one, path).some((c) => categoryOf(c) === code);
  const lines = all(invoice, LINE).filter((line) => inCategory(line, CATEGORY));
  const of = (indicator: "true" | "false"): readonly Element[] =>
    adjustments(invoice, indicator).filter((one) => inCategory(one, "cac:TaxCategory"));
  return sum(lines, "cbc:LineExtensionAmount") + sum(of("true"), "cbc:Amount") - sum(of("false"), "cbc:Amount");
};

/** BR-x-08: the taxable amount of a group is what its lines come to; category S may have several rates. */
const taxableIsWrong =
  (code: string) =>
  (invoice: Element): boolean => {
    const found = groups(invoice, code);
    const isUsed =
      all(invoice, "cac:AllowanceCharge/cac:TaxCategory").some(isOf(code)) ||
      all(invoice, LINE_CATEGORY).some(isOf(code));
    if (found.length > 0 && !isUsed) return true;
    const expected = taxableOf(invoice, code);
    if (code === "S") return found.length > 0 && sum(found, "cbc:TaxableAmount") !== expected;
    return found.some((group) => amount(group, "cbc:TaxableAmount") !== expected);
  };

/** Taxable amount times rate, within a hundredth for each line. */
const taxIsWrong = (group: Element, { invoice }: RuleContext): boolean => {
  const category = all(group, "cac:TaxCategory").find(isVat);
  const rate = category === undefined ? undefined : number(category, "cbc:Percent");
  const taxable = number(group, "cbc:TaxableAmount");
  const tax = number(group, "cbc:TaxAmount");
  if (rate === undefined || taxable === undefined || tax === undefined) return true;
  const difference = tax - round(times(taxable, times(rate, decimal("0.01") ?? 0n)));
  const tolerance = hundredths(BigInt(all(invoice, LINE).length));
  return difference > tolerance || -difference > tolerance;
};

const netTotalIsWrong = (total: Element, { invoice }: RuleContext): boolean => {
  if (has(total, "cbc:ChargeTotalAmount") && !filled(total, "cbc:ChargeTotalAmount")) return true;
  const lines = sum(all(invoice, LINE), "cbc:LineExtensionAmount");
  const net = number(total, "cbc:TaxExclusiveAmount");
  if (!has(total, "cbc:ChargeTotalAmount") && !has(total, "cbc:AllowanceTotalAmount"))
    return net !== number(total, "cbc:LineExtensionAmount");
  return net !== round(lines + amount(total, "cbc:ChargeTotalAmount") - amount(total, "cbc:AllowanceTotalAmount"));
};

const payableIsWrong = (total: Element): boolean =>
  round(amount(total, "cbc:PayableAmount") - amount(total, "cbc:PayableRoundingAmount")) !==
  round(amount(total, "cbc:TaxInclusiveAmount") - amount(total, "cbc:PrepaidAmount"));

const vatTotalCurrencyIsWrong = (invoice: Element): boolean =>
  has(invoice, "cbc:TaxCurrencyCode") &&
  all(invoice, "cac:TaxTotal")
    .filter((total) => !has(total, "cac:TaxSubtotal"))
    .some(
      (total) => all(total, "cbc:TaxAmount")[0]?.attributes["currencyID"] !== value(invoice, "cbc:TaxCurrencyCode"),
    );

const chargesLack =
  (path: string) =>
  (parent: Element): boolean =>
    adjustments(parent, "true").some((one) => !has(one, path));

const rateIsNotPositive =
  (path: string, indicator?: "true") =>
  (parent: Element): boolean =>
    (indicator === undefined ? [parent] : adjustments(parent, indicator))
      .flatMap((one) => all(one, path))
      .some((category) => isOf("S")(category) && amount(category, "cbc:Percent") <= 0n);

const ofKind =
  (indicator: "true" | "false", field: string) =>
  (parent: Element): boolean =>
    adjustments(parent, indicator).some((one) => all(one, field).some(({ text }) => hasThirdDecimal(text)));

const totalWith =
  (currency: "cbc:DocumentCurrencyCode" | "cbc:TaxCurrencyCode") =>
  (invoice: Element): boolean =>
    all(invoice, "cac:TaxTotal/cbc:TaxAmount").some(
      (one) => one.attributes["currencyID"] === value(invoice, currency) && hasThirdDecimal(one.text),
    );

const COUNTRY_CODES = [SELLER, BUYER].map((party) => `${party}/${ADDRESS}/cac:Country/cbc:IdentificationCode`);

const CONTENT: readonly Row[] = [
  ["BR-02", "", (e) => !filled(e, "cbc:ID")],
  ["BR-06", "", (e) => !filled(e, `${SELLER}/${NAME}`)],
  ["BR-08", "", (e) => !has(e, `${SELLER}/${ADDRESS}`)],
  ["BR-09", `${SELLER}/${ADDRESS}`, (e) => !filled(e, "cac:Country/cbc:IdentificationCode")],
  ["BR-13", TOTAL, (e) => !has(e, "cbc:TaxExclusiveAmount")],
  ["BR-21", LINE, (e) => !filled(e, "cbc:ID")],
  ["BR-25", LINE, (e) => !filled(e, "cac:Item/cbc:Name")],
  ["BR-36", "", chargesLack("cbc:Amount")],
  ["BR-37", "", chargesLack("cac:TaxCategory/cbc:ID")],
  ["BR-43", LINE, chargesLack("cbc:Amount")],
  ["BR-49", "cac:PaymentMeans", (e, { invoice }) => isStandard(invoice) && !has(e, "cbc:PaymentMeansCode")],
  ["BR-52", "cac:AdditionalDocumentReference", (e) => !filled(e, "cbc:ID")],
  ["BR-53", "", vatTotalCurrencyIsWrong],
  [
    "BR-CL-16",
    "cac:PaymentMeans/cbc:PaymentMeansCode",
    (e) => !PAYMENT_MEANS.has(e.text.trim()) && e.text.trim() !== "69",
  ],
  [
    "BR-CO-10",
    TOTAL,
    (e, { invoice }) =>
      number(e, "cbc:LineExtensionAmount") !== round(sum(all(invoice, LINE), "cbc:LineExtensionAmount")),
  ],
  ["BR-CL-14", COUNTRY_CODES, (e) => !COUNTRIES.has(e.text.trim())],
  ["BR-CO-13", TOTAL, netTotalIsWrong],
  ["BR-CO-16", TOTAL, payableIsWrong],
  ["BR-CO-17", GROUP, taxIsWrong],
  ["BR-S-05", LINE, rateIsNotPositive(CATEGORY)],
  ["BR-S-07", ["", LINE], rateIsNotPositive("cac:TaxCategory", "true")],
  ["BR-S-09", GROUP, (e, context) => all(e, "cac:TaxCategory").some(isOf("S")) && taxIsWrong(e, context)],
  [
    "BR-S-10",
    GROUP_CATEGORY,
    (e) => isOf("S")(e) && (has(e, "cbc:TaxExemptionReason") || has(e, "cbc:TaxExemptionReasonCode")),
  ],
  ...(["S", "Z", "E", "O"] as const).flatMap((code): Row[] => [
    [`BR-${code}-01`, "", lacksGroup(code)],
    [`BR-${code}-08`, "", taxableIsWrong(code)],
  ]),
];

/** Amounts with at most two decimals: code, place, field. */
const TWO_DECIMALS: readonly (readonly [string, string, string])[] = [
  ["BR-DEC-09", TOTAL, "cbc:LineExtensionAmount"],
  ["BR-DEC-10", TOTAL, "cbc:AllowanceTotalAmount"],
  ["BR-DEC-11", TOTAL, "cbc:ChargeTotalAmount"],
  ["BR-DEC-12", TOTAL, "cbc:TaxExclusiveAmount"],
  ["BR-DEC-14", TOTAL, "cbc:TaxInclusiveAmount"],
  ["BR-DEC-16", TOTAL, "cbc:PrepaidAmount"],
  ["BR-DEC-17", TOTAL, "cbc:PayableRoundingAmount"],
  ["BR-DEC-18", TOTAL, "cbc:PayableAmount"],
  ["BR-DEC-19", GROUP, "cbc:TaxableAmount"],
  ["BR-DEC-20", GROUP, "cbc:TaxAmount"],
  ["BR-DEC-23", LINE, "cbc:LineExtensionAmount"],
];

/** The same for allowances and charges: code, place, indicator, field. */
const ADJUSTMENT_DECIMALS: readonly (readonly [string, string, "true" | "false", string])[] = [
  ["BR-DEC-01", "", "false", "cbc:Amount"],
  ["BR-DEC-02", "", "false", "cbc:BaseAmount"],
  ["BR-DEC-05", "", "true", "cbc:Amount"],
  ["BR-DEC-06", "", "true", "cbc:BaseAmount"],
  ["BR-DEC-24", LINE, "false", "cbc:Amount"],
  ["BR-DEC-25", LINE, "false", "cbc:BaseAmount"],
  ["BR-DEC-27", LINE, "true", "cbc:Amount"],
  ["BR-DEC-28", LINE, "true", "cbc:BaseAmount"],
];

const DECIMALS: readonly Row[] = [
  ...TWO_DECIMALS.map(([code, at, field]): Row => [code, `${at}/${field}`, (e) => hasThirdDecimal(e.text)]),
  ...ADJUSTMENT_DECIMALS.map(([code, at, indicator, field]): Row => [code, at, ofKind(indicator, field)]),
  ["BR-DEC-13", "", totalWith("cbc:DocumentCurrencyCode")],
  ["BR-DEC-15", "", totalWith("cbc:TaxCurrencyCode")],
];

/** The rules, in the order of the standard. */
export const EN_WARNINGS = rules([...CONTENT, ...DECIMALS]);
