// Rules of the Kingdom whose breach rejects a document.
import { all, descendants, type Element } from "../xml/element.ts";
import { BUYER_SCHEMES, CURRENCIES, KSA_CATEGORIES, KSA_DOCUMENT_TYPES, MIME_CODES } from "./codes.ts";
import { type Decimal, decimal } from "./decimal.ts";
import {
  adjustments,
  amount,
  categoryOf,
  filled,
  has,
  hasThirdDecimal,
  isNote,
  isSimplified,
  isStandard,
  isSummary,
  isVat,
  number,
  places,
  type Row,
  type RuleContext,
  rules,
  transactionCode,
  value,
} from "./rule.ts";

const LINE = "cac:InvoiceLine";
const SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal";
const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const VAT_NUMBER = "cac:PartyTaxScheme/cbc:CompanyID";
const REFERENCE = "cac:AdditionalDocumentReference";
const EMBEDDED = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject";
const LINE_CATEGORY = `${LINE}/cac:Item/cac:ClassifiedTaxCategory`;
const VAT_FORMAT = /^3\d{13}3$/;
const SIGNATURE_ID = "urn:oasis:names:specification:ubl:signature:1";
const SIGNATURE_METHOD = "urn:oasis:names:specification:ubl:dsig:enveloped:xades";

const reference = (invoice: Element, id: string): Element | undefined =>
  all(invoice, REFERENCE).find((one) => value(one, "cbc:ID") === id);

const qrIsTooLong = (invoice: Element): boolean => {
  const qr = reference(invoice, "QR");
  const text = qr === undefined ? undefined : all(qr, EMBEDDED)[0]?.text;
  return text !== undefined && (text.length < 1 || text.length > 1000);
};

const hasNoCounter = (invoice: Element): boolean =>
  reference(invoice, "ICV") === undefined || !filled(invoice, `${REFERENCE}/cbc:UUID`);

const isSameVat = (invoice: Element): boolean =>
  value(invoice, `${SELLER}/${VAT_NUMBER}`) !== "" &&
  value(invoice, `${SELLER}/${VAT_NUMBER}`) === value(invoice, `${BUYER}/${VAT_NUMBER}`);

const RIYADH_OFFSET = 3 * 3_600_000;

const isTomorrow = (issueDate: Element, { subject }: RuleContext): boolean => {
  const today = new Date(subject.now + RIYADH_OFFSET).toISOString().slice(0, 10);
  return /^\d{4}-\d\d-\d\d$/.test(issueDate.text.trim()) && issueDate.text.trim() > today;
};

const isPrepaid = (invoice: Element): boolean => amount(invoice, "cac:LegalMonetaryTotal/cbc:PrepaidAmount") > 0n;

const prepaymentLines = (invoice: Element): readonly Element[] =>
  isPrepaid(invoice) ? all(invoice, LINE).filter((line) => has(line, "cac:DocumentReference")) : [];

const PREPAYMENT_ZEROES = [
  "cbc:LineExtensionAmount",
  "cac:TaxTotal/cbc:TaxAmount",
  "cac:TaxTotal/cbc:RoundingAmount",
  "cac:Price/cbc:PriceAmount",
];

const prepaymentIsNotZero = (line: Element): boolean =>
  value(line, "cac:DocumentReference/cbc:DocumentTypeCode") === "386" &&
  (PREPAYMENT_ZEROES.some((path) => number(line, path) !== 0n) ||
    all(line, "cac:AllowanceCharge/cbc:Amount").some(({ text }) => decimal(text) !== 0n));

const needsNationalId = (category: Element, { invoice }: RuleContext): boolean =>
  ["VATEX-SA-EDU", "VATEX-SA-HEA"].includes(value(category, "cbc:TaxExemptionReasonCode")) &&
  !all(invoice, `${BUYER}/cac:PartyIdentification/cbc:ID`).some((id) => id.attributes["schemeID"] === "NAT");

const lacksReason = (invoice: Element): boolean => {
  const means = all(invoice, "cac:PaymentMeans");
  return isNote(invoice) && (means.length === 0 || means.some((one) => !has(one, "cbc:InstructionNote")));
};

const lineLacks =
  (path: string) =>
  (invoice: Element): boolean =>
    isStandard(invoice) && all(invoice, LINE).some((line) => !filled(line, path));

const onPercentages = [
  "cac:AllowanceCharge/cac:TaxCategory/cbc:Percent",
  `${LINE}/cac:AllowanceCharge/cac:TaxCategory/cbc:Percent`,
  `${SUBTOTAL}/cac:TaxCategory/cbc:Percent`,
  `${LINE_CATEGORY}/cbc:Percent`,
  `${LINE}/${SUBTOTAL}/cac:TaxCategory/cbc:Percent`,
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

const CATEGORIES = [
  "cac:AllowanceCharge/cac:TaxCategory",
  `${SUBTOTAL}/cac:TaxCategory`,
  LINE_CATEGORY,
  `${LINE}/${SUBTOTAL}/cac:TaxCategory`,
];

/** Amounts that must be in the document's currency: all but the VAT totals, one of which is in riyals. */
const isStrangeCurrency = (invoice: Element): boolean => {
  const currency = value(invoice, "cbc:DocumentCurrencyCode");
  const vatTotals = new Set(all(invoice, "cac:TaxTotal/cbc:TaxAmount"));
  return descendants(invoice).some(
    (element) =>
      /^cbc:\w*Amount$/.test(element.name) && !vatTotals.has(element) && element.attributes["currencyID"] !== currency,
  );
};

const DATES = [
  "cbc:IssueDate",
  "cbc:DueDate",
  "cbc:TaxPointDate",
  "cac:Delivery/cbc:ActualDeliveryDate",
  "cac:Delivery/cbc:LatestDeliveryDate",
  "cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate",
  `${LINE}/cac:DocumentReference/cbc:IssueDate`,
];

const isNoDate = ({ text }: Element): boolean =>
  !/^[2-9]\d{3}-\d\d-\d\d$/.test(text) || new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) !== text;

const MUST_BE_POSITIVE = [
  "cac:AllowanceCharge/cbc:Amount",
  "cac:AllowanceCharge/cbc:BaseAmount",
  `${SUBTOTAL}/cbc:TaxAmount`,
  "cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
  "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
  "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
  "cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount",
  "cac:LegalMonetaryTotal/cbc:ChargeTotalAmount",
  "cac:LegalMonetaryTotal/cbc:PrepaidAmount",
  "cac:TaxTotal/cbc:TaxAmount",
  `${LINE}/cac:AllowanceCharge/cbc:Amount`,
  `${LINE}/cac:AllowanceCharge/cbc:BaseAmount`,
  `${LINE}/cac:TaxTotal/cbc:TaxAmount`,
  `${LINE}/cac:Price/cbc:PriceAmount`,
  `${LINE}/cac:Price/cac:AllowanceCharge/cbc:Amount`,
  `${LINE}/cac:Price/cac:AllowanceCharge/cbc:BaseAmount`,
  `${LINE}/cbc:InvoicedQuantity`,
  `${LINE}/${SUBTOTAL}/cbc:TaxableAmount`,
  `${LINE}/${SUBTOTAL}/cbc:TaxAmount`,
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
    value(rate, field) !== "" && value(rate, field) !== value(invoice, currency);

const isSelfBilled = (invoice: Element): boolean => transactionCode(invoice)[6] === "1";

/** Looked at where something else than the previous hash is embedded: in practice, the QR code of a stamp. */
const lacksStampPart =
  (path: string, expected: string) =>
  (invoice: Element): boolean =>
    isSimplified(invoice) &&
    all(invoice, REFERENCE)
      .filter((one) => value(one, "cbc:ID") !== "PIH" && has(one, "cac:Attachment"))
      .some((one) => !filled(one, EMBEDDED) || value(invoice, path) !== expected);

const STAMP_ID =
  "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures/sac:SignatureInformation/cbc:ID";

const allowancePercentageIsWrong = (parent: Element): boolean =>
  adjustments(parent, "false").some((one) => {
    const factor = value(one, "cbc:MultiplierFactorNumeric");
    return factor !== "" && isNoPercentage(factor);
  });

const ROWS: readonly Row[] = [
  [
    "BR-KSA-03",
    "",
    (e) => !/^[\w.-]+/.test(value(e, "cbc:UUID")),
    "المعرف الفريد مطلوب",
    "A unique identifier (UUID) is required",
  ],
  ["BR-CL-KSA-14", "", qrIsTooLong, "رمز الاستجابة السريعة من 1 إلى 1000 حرف", "The QR code has 1 to 1000 characters"],
  ["BR-KSA-33", "", hasNoCounter, "عداد الفواتير مطلوب", "An invoice counter value is required"],
  [
    "BR-KSA-34",
    "",
    (e) => /\D/.test(value(reference(e, "ICV") ?? e, "cbc:UUID")) && !hasNoCounter(e),
    "عداد الفواتير أرقام فقط",
    "The invoice counter value holds digits only",
  ],
  [
    "BR-KSA-92",
    "",
    (e) => /^0[12].{6}1$/.test(transactionCode(e)) && !filled(e, "cac:ContractDocumentReference/cbc:ID"),
    "رقم العقد مطلوب للجهات الحكومية",
    "A contract number is required for government buyers",
  ],
  [
    "BR-CUSTOM-VALIDATION-01",
    "",
    isSameVat,
    "رقم البائع الضريبي يساوي رقم المشتري",
    "Seller and buyer have the same VAT number",
  ],
  [
    "BR-KSA-39",
    "",
    (e) =>
      !filled(e, `${SELLER}/${VAT_NUMBER}`) ||
      !all(e, `${SELLER}/cac:PartyTaxScheme`).some((one) => value(one, "cac:TaxScheme/cbc:ID") === "VAT"),
    "رقم البائع الضريبي مطلوب",
    "The seller's VAT number is required",
  ],
  ["BR-KSA-68", "", (e) => !filled(e, "cbc:TaxCurrencyCode"), "عملة الضريبة مطلوبة", "The tax currency is required"],
  [
    "BR-KSA-70",
    "",
    (e) => !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?$/.test(value(e, "cbc:IssueTime")),
    "وقت الإصدار hh:mm:ss",
    "The issue time must read hh:mm:ss",
  ],
  [
    "BR-KSA-74",
    "",
    (e) => prepaymentLines(e).some((line) => value(line, "cac:DocumentReference/cbc:DocumentTypeCode") !== "386"),
    "رمز الدفعة المقدمة 386",
    "The document type of a prepayment line must be 386",
  ],
  [
    "BR-KSA-82",
    "",
    (e) => prepaymentLines(e).some(prepaymentIsNotZero),
    "مبالغ سطر الدفعة المقدمة أصفار",
    "The amounts of a prepayment line must be zero",
  ],
  [
    "BR-KSA-49",
    `${SUBTOTAL}/cac:TaxCategory`,
    needsNationalId,
    "رقم الهوية الوطنية للمشتري مطلوب",
    "The buyer's national ID is required",
  ],
  ["BR-KSA-04", "cbc:IssueDate", isTomorrow, "تاريخ الإصدار في المستقبل", "The issue date lies in the future"],
  [
    "BR-KSA-05",
    "cbc:InvoiceTypeCode",
    (e) => !KSA_DOCUMENT_TYPES.has(e.text.trim()),
    "نوع المستند 388 أو 383 أو 381 أو 386",
    "The document type must be 388, 383, 381 or 386",
  ],
  [
    "BR-KSA-06",
    "",
    (e) => !/^0[12][01]{5,7}$/.test(transactionCode(e)),
    "رمز المعاملة غير صحيح",
    "The transaction code must read NNPNESB or NNPNESBCG",
  ],
  [
    "BR-KSA-07",
    "",
    (e) => transactionCode(e)[4] === "1" && isSelfBilled(e),
    "الفوترة الذاتية لا تجتمع مع التصدير",
    "Self-billing is not allowed for exports",
  ],
  [
    "BR-KSA-14",
    `${BUYER}/cac:PartyIdentification/cbc:ID`,
    (e) => !BUYER_SCHEMES.has((e.attributes["schemeID"] ?? "").trim()),
    "نوع هوية المشتري غير معروف",
    "The kind of the buyer's identification is unknown",
  ],
  ["BR-KSA-17", "", lacksReason, "سبب الإشعار مطلوب", "A note needs its reason in every payment means"],
  [
    "BR-KSA-18",
    CATEGORIES.map((path) => `${path}/cbc:ID`),
    (e) => !KSA_CATEGORIES.has(e.text.trim()),
    "الفئة الضريبية S أو Z أو E أو O",
    "The VAT category must be S, Z, E or O",
  ],
  ["BR-KSA-28", "", lacksStampPart(STAMP_ID, SIGNATURE_ID), "معرف الختم غير صحيح", "The stamp's identifier is wrong"],
  [
    "BR-KSA-30",
    "",
    lacksStampPart("cac:Signature/cbc:SignatureMethod", SIGNATURE_METHOD),
    "طريقة التوقيع غير صحيحة",
    "The stamp's method is wrong",
  ],
  [
    "BR-KSA-31",
    "",
    (e) => /^02/.test(transactionCode(e)) && !/^02[01]{4}0/.test(transactionCode(e)),
    "الفاتورة المبسطة لا تكون ذاتية الفوترة",
    "A simplified document cannot be self-billed",
  ],
  [
    "BR-KSA-40",
    "",
    (e) => filled(e, `${SELLER}/${VAT_NUMBER}`) && !VAT_FORMAT.test(value(e, `${SELLER}/${VAT_NUMBER}`)),
    "رقم البائع الضريبي 15 رقمًا يبدأ وينتهي بـ3",
    "The seller's VAT number is 15 digits, 3 to 3",
  ],
  [
    "BR-KSA-44",
    `${BUYER}/${VAT_NUMBER}`,
    (e) => e.text !== "" && !VAT_FORMAT.test(e.text),
    "رقم المشتري الضريبي 15 رقمًا يبدأ وينتهي بـ3",
    "The buyer's VAT number is 15 digits, 3 to 3",
  ],
  [
    "BR-KSA-52",
    "",
    lineLacks("cac:TaxTotal/cbc:TaxAmount"),
    "ضريبة السطر مطلوبة",
    "Each line of a standard document needs its VAT",
  ],
  [
    "BR-KSA-53",
    "",
    lineLacks("cac:TaxTotal/cbc:RoundingAmount"),
    "إجمالي السطر شامل الضريبة مطلوب",
    "Each line of a standard document needs its amount with VAT",
  ],
  [
    "BR-KSA-72",
    `${BUYER}/cac:PostalAddress/cac:Country`,
    (e, { invoice }) =>
      value(e, "cbc:IdentificationCode") === "SA" &&
      isSummary(invoice) &&
      !(has(invoice, "cac:Delivery/cbc:ActualDeliveryDate") && has(invoice, "cac:Delivery/cbc:LatestDeliveryDate")),
    "الفاتورة المجمعة تحتاج تاريخي التوريد",
    "A summary document needs both supply dates",
  ],
  [
    "BR-KSA-DEC-01",
    ["", LINE],
    allowancePercentageIsWrong,
    "نسبة الخصم من 0 إلى 100 بمنزلتين",
    "An allowance percentage is 0 to 100 with two decimals",
  ],
  [
    "BR-KSA-DEC-02",
    onPercentages,
    (e) => e.text.trim() !== "" && isNoPercentage(e.text),
    "نسبة الضريبة من 0 إلى 100 بمنزلتين",
    "A VAT rate is 0 to 100 with two decimals",
  ],
  [
    "BR-KSA-11",
    LINE_CATEGORY,
    (e) => categoryOf(e) === "O" && amount(e, "cbc:Percent") !== 0n,
    "نسبة الفئة O صفر",
    "The rate of an O line must be zero",
  ],
  ["BR-KSA-84", CATEGORIES, isStrangeRate, "نسبة الفئة S هي 15 أو 5", "The rate of category S must be 15 or 5"],
  [
    "BR-KSA-88",
    "cac:TaxExchangeRate",
    rateDiffers("cbc:SourceCurrencyCode", "cbc:DocumentCurrencyCode"),
    "عملة المصدر غير عملة المستند",
    "The source currency is not the document's",
  ],
  [
    "BR-KSA-89",
    "cac:TaxExchangeRate",
    rateDiffers("cbc:TargetCurrencyCode", "cbc:TaxCurrencyCode"),
    "عملة الهدف غير عملة الضريبة",
    "The target currency is not the tax currency",
  ],
  [
    "BR-KSA-90",
    "cac:TaxExchangeRate",
    (e) => value(e, "cbc:CalculationRate").length > 14,
    "سعر الصرف 14 خانة على الأكثر",
    "The exchange rate has at most 14 characters",
  ],
  [
    "BR-KSA-CL-01",
    "cbc:DocumentCurrencyCode",
    (e) => !CURRENCIES.has(e.text.trim()),
    "عملة المستند غير معروفة",
    "The document currency is unknown",
  ],
  [
    "BR-KSA-CL-02",
    "",
    isStrangeCurrency,
    "كل المبالغ بعملة المستند",
    "Every amount must be in the document's currency",
  ],
  [
    "BR-KSA-CL-03",
    `${REFERENCE}/${EMBEDDED}`,
    (e) => !MIME_CODES.has((e.attributes["mimeCode"] ?? "").trim()),
    "نوع الملف المضمن غير معروف",
    "The kind of an embedded file is unknown",
  ],
  ["BR-KSA-F-01", DATES, isNoDate, "التاريخ YYYY-MM-DD", "A date must read YYYY-MM-DD"],
  [
    "BR-KSA-F-02",
    ["cac:AllowanceCharge/cbc:ChargeIndicator", `${LINE}/cac:AllowanceCharge/cbc:ChargeIndicator`],
    (e) => !["true", "false", "0", "1"].includes(e.text.trim()),
    "المؤشر true أو false",
    "The indicator must be true or false",
  ],
  [
    "BR-KSA-F-04",
    MUST_BE_POSITIVE,
    isNegative,
    "المبالغ والكميات موجبة",
    "Amounts and quantities must not be negative",
  ],
  ["BR-KSA-F-04", SUBTOTAL, taxableIsNegative, "المبالغ والكميات موجبة", "Amounts and quantities must not be negative"],
  [
    "BR-KSA-F-06-C22",
    "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
    (e, { invoice }) => isNote(invoice) && (e.text.length < 1 || e.text.length > 5000),
    "مرجع الفاتورة من 1 إلى 5000 حرف",
    "A billing reference has 1 to 5000 characters",
  ],
  [
    "BR-KSA-EN16931-01",
    "",
    (e) => value(e, "cbc:ProfileID") !== "reporting:1.0",
    "نوع العملية reporting:1.0",
    "The business process must be reporting:1.0",
  ],
  [
    "BR-KSA-EN16931-02",
    "cbc:TaxCurrencyCode",
    (e) => e.text.trim().toUpperCase() !== "SAR",
    "عملة الضريبة SAR",
    "The tax currency must be SAR",
  ],
  [
    "BR-KSA-EN16931-06",
    `${LINE}/cac:Price/cac:AllowanceCharge`,
    (e) => value(e, "cbc:ChargeIndicator") === "true",
    "لا رسوم على مستوى السعر",
    "A charge on the price is not allowed",
  ],
  [
    "BR-KSA-EN16931-07",
    `${LINE}/cac:Price`,
    netPriceIsWrong,
    "صافي السعر = السعر - الخصم",
    "The net price is the gross price minus its discount",
  ],
  [
    "BR-KSA-EN16931-12",
    `${LINE}/cac:Price/cbc:BaseQuantity`,
    (e) => e.text !== "" && (decimal(e.text) ?? 0n) <= 0n,
    "كمية السعر الأساسية أكبر من صفر",
    "The price's base quantity must be above zero",
  ],
];

/** The rules, grouped as the authority's documents group them. */
export const KSA_ERRORS = rules(ROWS);
