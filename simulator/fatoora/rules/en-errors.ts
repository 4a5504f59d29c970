// Rules of the European standard EN 16931 whose breach rejects a document.
import { all, type Element } from "../xml/element.ts";
import { CURRENCIES, DOCUMENT_TYPES, EN_CATEGORIES } from "./codes.ts";
import { round } from "./decimal.ts";
import { GROUP, GROUP_CATEGORY, LINE, LINE_CATEGORY, LINE_GROUP, TOTAL } from "./paths.ts";
import {
  adjustments,
  amount,
  categoryOf,
  filled,
  has,
  isVat,
  lengthOf,
  number,
  type Row,
  rules,
  sum,
  value,
} from "./rule.ts";

const vatCategory = (from: Element, path = "cac:TaxCategory"): Element | undefined => all(from, path).find(isVat);

/** A category of one kind whose rate is not zero. */
const hasRate =
  (code: string) =>
  (category: Element): boolean =>
    isVat(category) && categoryOf(category) === code && number(category, "cbc:Percent") !== 0n;

const onAllowances =
  (test: (category: Element) => boolean, indicator: "true" | "false" = "false") =>
  (parent: Element): boolean =>
    adjustments(parent, indicator).some((one) => all(one, "cac:TaxCategory").some(test));

/** A charge of the category while no allowance or charge of the document has the rate zero: so the rule is written. */
const chargeHasRate =
  (code: string) =>
  (invoice: Element): boolean =>
    onAllowances((category) => isVat(category) && categoryOf(category) === code, "true")(invoice) &&
    !all(invoice, "cac:AllowanceCharge/cac:TaxCategory").some((category) => number(category, "cbc:Percent") === 0n);

const taxOfCategory =
  (code: string) =>
  (subtotal: Element): boolean => {
    const category = vatCategory(subtotal);
    return category !== undefined && categoryOf(category) === code && number(subtotal, "cbc:TaxAmount") !== 0n;
  };

const notSum =
  (field: string, indicator: "true" | "false") =>
  (invoice: Element): boolean => {
    const parts = adjustments(invoice, indicator);
    const total = number(invoice, `${TOTAL}/${field}`);
    return total === undefined ? parts.length > 0 : total !== round(sum(parts, "cbc:Amount"));
  };

const grossIsWrong = (invoice: Element): boolean => {
  if (!has(invoice, "cbc:DocumentCurrencyCode")) return false;
  const currency = value(invoice, "cbc:DocumentCurrencyCode");
  const inCurrency = all(invoice, "cac:TaxTotal/cbc:TaxAmount").some(
    (one) => one.attributes["currencyID"] === currency,
  );
  const net = number(invoice, `${TOTAL}/cbc:TaxExclusiveAmount`);
  const gross = number(invoice, `${TOTAL}/cbc:TaxInclusiveAmount`);
  if (!inCurrency || net === undefined || gross === undefined) return true;
  return gross !== round(net + sum(all(invoice, GROUP), "cbc:TaxAmount"));
};

const vatTotalIsWrong = (total: Element): boolean =>
  has(total, "cac:TaxSubtotal") &&
  amount(total, "cbc:TaxAmount") !== round(sum(all(total, "cac:TaxSubtotal"), "cbc:TaxAmount"));

const AMOUNTS = ["Amount", "BaseAmount", "PriceAmount", "TaxAmount", "TaxableAmount", "LineExtensionAmount"] as const;

const strangeCurrency = (element: Element): boolean =>
  element.children.some(
    (child) =>
      strangeCurrency(child) ||
      (/^cbc:\w*Amount$/.test(child.name) &&
        (AMOUNTS.some((name) => child.name === `cbc:${name}`) || element.name === TOTAL) &&
        (child.attributes["currencyID"] ?? "") !== "" &&
        !CURRENCIES.has((child.attributes["currencyID"] ?? "").trim())),
  );

const CATEGORY_IDS = [
  `${GROUP_CATEGORY}/cbc:ID`,
  `${LINE_GROUP}/cac:TaxCategory/cbc:ID`,
  "cac:AllowanceCharge/cac:TaxCategory/cbc:ID",
  `${LINE_CATEGORY}/cbc:ID`,
];

const ROWS: readonly Row[] = [
  ["BR-03", "", (e) => !filled(e, "cbc:IssueDate")],
  ["BR-04", "", (e) => !filled(e, "cbc:InvoiceTypeCode")],
  ["BR-05", "", (e) => !filled(e, "cbc:DocumentCurrencyCode")],
  ["BR-14", TOTAL, (e) => !has(e, "cbc:TaxInclusiveAmount")],
  ["BR-15", TOTAL, (e) => !has(e, "cbc:PayableAmount")],
  ["BR-16", "", (e) => !has(e, LINE)],
  ["BR-22", LINE, (e) => !has(e, "cbc:InvoicedQuantity") || all(e, "cbc:InvoicedQuantity")[0]?.text === "0"],
  ["BR-24", LINE, (e) => !has(e, "cbc:LineExtensionAmount")],
  ["BR-26", LINE, (e) => !has(e, "cac:Price/cbc:PriceAmount")],
  ["BR-31", "", (e) => adjustments(e, "false").some((one) => !has(one, "cbc:Amount"))],
  [
    "BR-32",
    "",
    (e) =>
      adjustments(e, "false").some((one) => !all(one, "cac:TaxCategory").some((c) => isVat(c) && categoryOf(c) !== "")),
  ],
  ["BR-41", LINE, (e) => adjustments(e, "false").some((one) => !has(one, "cbc:Amount"))],
  ["BR-45", GROUP, (e) => !has(e, "cbc:TaxableAmount")],
  ["BR-46", GROUP, (e) => !has(e, "cbc:TaxAmount")],
  ["BR-47", GROUP, (e) => !has(vatCategory(e) ?? e, "cbc:ID") || !vatCategory(e)],
  [
    "BR-48",
    GROUP,
    (e) => {
      const category = vatCategory(e);
      return category === undefined || (!has(category, "cbc:Percent") && categoryOf(category) !== "O");
    },
  ],
  ["BR-54", `${LINE}/cac:Item/cac:AdditionalItemProperty`, (e) => !has(e, "cbc:Name") || !has(e, "cbc:Value")],
  ["BR-55", "cac:BillingReference", (e) => !filled(e, "cac:InvoiceDocumentReference/cbc:ID")],
  [
    "BR-CO-04",
    LINE,
    (e) =>
      !has(vatCategory(e, "cac:Item/cac:ClassifiedTaxCategory") ?? e, "cbc:ID") ||
      !vatCategory(e, "cac:Item/cac:ClassifiedTaxCategory"),
  ],
  ["BR-CO-11", "", notSum("cbc:AllowanceTotalAmount", "false")],
  ["BR-CO-12", "", notSum("cbc:ChargeTotalAmount", "true")],
  ["BR-CO-14", "cac:TaxTotal", vatTotalIsWrong],
  ["BR-CO-15", "", grossIsWrong],
  ["BR-CO-18", "", (e) => !has(e, GROUP)],
  ["BR-S-06", ["", LINE], onAllowances((c) => isVat(c) && categoryOf(c) === "S" && amount(c, "cbc:Percent") <= 0n)],
  ["BR-Z-05", LINE_CATEGORY, hasRate("Z")],
  ["BR-Z-06", ["", LINE], onAllowances(hasRate("Z"))],
  ["BR-Z-09", GROUP, taxOfCategory("Z")],
  ["BR-E-05", LINE_CATEGORY, hasRate("E")],
  ["BR-E-06", ["", LINE], onAllowances(hasRate("E"))],
  ["BR-E-09", GROUP, taxOfCategory("E")],
  ["BR-O-09", GROUP, taxOfCategory("O")],
  ["BR-Z-07", "", chargeHasRate("Z")],
  ["BR-E-07", "", chargeHasRate("E")],
  ["BR-CL-01", "cbc:InvoiceTypeCode", (e) => !DOCUMENT_TYPES.has(e.text.trim())],
  ["BR-CL-03", "", strangeCurrency],
  ["BR-CL-04", "cbc:DocumentCurrencyCode", (e) => !CURRENCIES.has(e.text.trim())],
  ["BR-CL-05", "cbc:TaxCurrencyCode", (e) => !CURRENCIES.has(e.text.trim())],
  ["BR-CL-18", CATEGORY_IDS, (e) => !EN_CATEGORIES.has(e.text.trim())],
  ["BR-KSA-F-06-C17", `${LINE}/cbc:ID`, ({ text }) => lengthOf(text) < 1 || lengthOf(text) > 6],
];

/** The rules, in the order of the standard. */
export const EN_ERRORS = rules(ROWS);
