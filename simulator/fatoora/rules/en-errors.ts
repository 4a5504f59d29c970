// Rules of the European standard EN 16931 whose breach rejects a document.
import { all, type Element } from "../xml/element.ts";
import { CURRENCIES, DOCUMENT_TYPES, EN_CATEGORIES } from "./codes.ts";
import { round } from "./decimal.ts";
import { adjustments, amount, categoryOf, filled, has, isVat, number, type Row, rules, sum, value } from "./rule.ts";

const TOTAL = "cac:LegalMonetaryTotal";
const LINE = "cac:InvoiceLine";
const SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal";
const LINE_CATEGORY = "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory";

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
  const currency = value(invoice, "cbc:DocumentCurrencyCode");
  const inCurrency = all(invoice, "cac:TaxTotal/cbc:TaxAmount").some(
    (one) => one.attributes["currencyID"] === currency,
  );
  const net = number(invoice, `${TOTAL}/cbc:TaxExclusiveAmount`);
  const gross = number(invoice, `${TOTAL}/cbc:TaxInclusiveAmount`);
  if (!inCurrency || net === undefined || gross === undefined) return true;
  return gross !== round(net + sum(all(invoice, SUBTOTAL), "cbc:TaxAmount"));
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
  `${SUBTOTAL}/cac:TaxCategory/cbc:ID`,
  `${LINE}/${SUBTOTAL}/cac:TaxCategory/cbc:ID`,
  "cac:AllowanceCharge/cac:TaxCategory/cbc:ID",
  `${LINE_CATEGORY}/cbc:ID`,
];

const ROWS: readonly Row[] = [
  ["BR-03", "", (e) => !filled(e, "cbc:IssueDate"), "تاريخ الإصدار مطلوب", "An issue date is required"],
  ["BR-04", "", (e) => !filled(e, "cbc:InvoiceTypeCode"), "رمز نوع المستند مطلوب", "A document type code is required"],
  [
    "BR-05",
    "",
    (e) => !filled(e, "cbc:DocumentCurrencyCode"),
    "رمز عملة المستند مطلوب",
    "A document currency is required",
  ],
  [
    "BR-14",
    TOTAL,
    (e) => !has(e, "cbc:TaxInclusiveAmount"),
    "الإجمالي شامل الضريبة مطلوب",
    "The total with VAT is required",
  ],
  ["BR-15", TOTAL, (e) => !has(e, "cbc:PayableAmount"), "المبلغ المستحق مطلوب", "The amount due is required"],
  ["BR-16", "", (e) => !has(e, LINE), "سطر واحد على الأقل مطلوب", "At least one line is required"],
  [
    "BR-22",
    LINE,
    (e) => !has(e, "cbc:InvoicedQuantity") || all(e, "cbc:InvoicedQuantity")[0]?.text === "0",
    "كمية السطر مطلوبة ولا تكون 0",
    "Each line needs a quantity, and not the bare text 0",
  ],
  ["BR-24", LINE, (e) => !has(e, "cbc:LineExtensionAmount"), "صافي السطر مطلوب", "Each line needs a net amount"],
  ["BR-26", LINE, (e) => !has(e, "cac:Price/cbc:PriceAmount"), "سعر الصنف مطلوب", "Each line needs an item price"],
  [
    "BR-31",
    "",
    (e) => adjustments(e, "false").some((one) => !has(one, "cbc:Amount")),
    "خصم المستند بلا مبلغ",
    "A document allowance needs an amount",
  ],
  [
    "BR-32",
    "",
    (e) => adjustments(e, "false").some((one) => value(vatCategory(one) ?? one, "cbc:ID") === "" || !vatCategory(one)),
    "خصم المستند بلا فئة ضريبية",
    "A document allowance needs a VAT category",
  ],
  [
    "BR-41",
    LINE,
    (e) => adjustments(e, "false").some((one) => !has(one, "cbc:Amount")),
    "خصم السطر بلا مبلغ",
    "A line allowance needs an amount",
  ],
  [
    "BR-45",
    SUBTOTAL,
    (e) => !has(e, "cbc:TaxableAmount"),
    "المبلغ الخاضع للضريبة مطلوب",
    "A VAT group needs a taxable amount",
  ],
  ["BR-46", SUBTOTAL, (e) => !has(e, "cbc:TaxAmount"), "مبلغ ضريبة الفئة مطلوب", "A VAT group needs a tax amount"],
  [
    "BR-47",
    SUBTOTAL,
    (e) => !has(vatCategory(e) ?? e, "cbc:ID") || !vatCategory(e),
    "رمز فئة الضريبة مطلوب",
    "A VAT group needs a category",
  ],
  [
    "BR-48",
    SUBTOTAL,
    (e) => {
      const category = vatCategory(e);
      return category === undefined || (!has(category, "cbc:Percent") && categoryOf(category) !== "O");
    },
    "نسبة الضريبة مطلوبة",
    "A VAT group needs a rate",
  ],
  [
    "BR-54",
    `${LINE}/cac:Item/cac:AdditionalItemProperty`,
    (e) => !has(e, "cbc:Name") || !has(e, "cbc:Value"),
    "خاصية الصنف تحتاج اسمًا وقيمة",
    "An item property needs a name and a value",
  ],
  [
    "BR-55",
    "cac:BillingReference",
    (e) => !filled(e, "cac:InvoiceDocumentReference/cbc:ID"),
    "مرجع الفاتورة السابقة مطلوب",
    "A preceding invoice reference needs its number",
  ],
  [
    "BR-CO-04",
    LINE,
    (e) =>
      !has(vatCategory(e, "cac:Item/cac:ClassifiedTaxCategory") ?? e, "cbc:ID") ||
      !vatCategory(e, "cac:Item/cac:ClassifiedTaxCategory"),
    "فئة ضريبة السطر مطلوبة",
    "Each line needs a VAT category",
  ],
  [
    "BR-CO-11",
    "",
    notSum("cbc:AllowanceTotalAmount", "false"),
    "مجموع الخصومات غير صحيح",
    "The sum of allowances is wrong",
  ],
  ["BR-CO-12", "", notSum("cbc:ChargeTotalAmount", "true"), "مجموع الرسوم غير صحيح", "The sum of charges is wrong"],
  [
    "BR-CO-14",
    "cac:TaxTotal",
    vatTotalIsWrong,
    "إجمالي الضريبة لا يساوي مجموع الفئات",
    "The VAT total is not the sum of its groups",
  ],
  ["BR-CO-15", "", grossIsWrong, "الإجمالي شامل الضريبة غير صحيح", "The total with VAT is not net plus VAT"],
  ["BR-CO-18", "", (e) => !has(e, SUBTOTAL), "تفصيل الضريبة مطلوب", "At least one VAT group is required"],
  [
    "BR-S-06",
    ["", LINE],
    onAllowances((c) => isVat(c) && categoryOf(c) === "S" && amount(c, "cbc:Percent") <= 0n),
    "نسبة خصم الفئة S أكبر من صفر",
    "The rate of an S allowance must be above zero",
  ],
  ["BR-Z-05", LINE_CATEGORY, hasRate("Z"), "نسبة الفئة Z صفر", "The rate of a Z line must be zero"],
  ["BR-Z-06", ["", LINE], onAllowances(hasRate("Z")), "نسبة خصم الفئة Z صفر", "The rate of a Z allowance must be zero"],
  ["BR-Z-09", SUBTOTAL, taxOfCategory("Z"), "ضريبة الفئة Z صفر", "The VAT of group Z must be zero"],
  ["BR-E-05", LINE_CATEGORY, hasRate("E"), "نسبة الفئة E صفر", "The rate of an E line must be zero"],
  [
    "BR-E-06",
    ["", LINE],
    onAllowances(hasRate("E")),
    "نسبة خصم الفئة E صفر",
    "The rate of an E allowance must be zero",
  ],
  ["BR-E-09", SUBTOTAL, taxOfCategory("E"), "ضريبة الفئة E صفر", "The VAT of group E must be zero"],
  ["BR-O-09", SUBTOTAL, taxOfCategory("O"), "ضريبة الفئة O صفر", "The VAT of group O must be zero"],
  ["BR-Z-07", "", onAllowances(hasRate("Z"), "true"), "نسبة رسم الفئة Z صفر", "The rate of a Z charge must be zero"],
  ["BR-E-07", "", onAllowances(hasRate("E"), "true"), "نسبة رسم الفئة E صفر", "The rate of an E charge must be zero"],
  [
    "BR-CL-01",
    "cbc:InvoiceTypeCode",
    (e) => !DOCUMENT_TYPES.has(e.text.trim()),
    "رمز نوع المستند غير معروف",
    "The document type code is unknown",
  ],
  ["BR-CL-03", "", strangeCurrency, "رمز عملة مبلغ غير معروف", "The currency of an amount is unknown"],
  [
    "BR-CL-04",
    "cbc:DocumentCurrencyCode",
    (e) => !CURRENCIES.has(e.text.trim()),
    "رمز عملة المستند غير معروف",
    "The document currency is unknown",
  ],
  [
    "BR-CL-05",
    "cbc:TaxCurrencyCode",
    (e) => !CURRENCIES.has(e.text.trim()),
    "رمز عملة الضريبة غير معروف",
    "The tax currency is unknown",
  ],
  [
    "BR-CL-18",
    CATEGORY_IDS,
    (e) => !EN_CATEGORIES.has(e.text.trim()),
    "فئة الضريبة غير معروفة",
    "The VAT category is unknown",
  ],
  [
    "BR-KSA-F-06-C17",
    `${LINE}/cbc:ID`,
    (e) => e.text.length < 1 || e.text.length > 6,
    "رقم السطر من 1 إلى 6 خانات",
    "A line number has 1 to 6 characters",
  ],
];

/** The rules, in the order of the standard. */
export const EN_ERRORS = rules(ROWS);
