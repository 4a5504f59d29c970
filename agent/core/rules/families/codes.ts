// Codes must come from the lists the authority knows (BR-CL, BR-KSA-CL).
import type { Rule } from "../rule.ts";
import {
  CHARGE_REASONS,
  COUNTRIES,
  CURRENCIES,
  DOCUMENT_TYPES,
  KINGDOM_DOCUMENT_TYPES,
  MEDIA_TYPES,
  PAYMENT_MEANS,
  VAT_CATEGORIES,
} from "../support/code-lists.ts";
import { isListed } from "../support/text.ts";
import { allAdjustments, anywhere, attribute, isCharge, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { path, stringOf, tidy } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const REASON_CODE = path("cbc:AllowanceChargeReasonCode");
const paymentCodes = anywhere("cac:PaymentMeans", "cbc:PaymentMeansCode");

const USE_ISO_4217 = says(
  "استخدم رمز العملة من ثلاثة أحرف حسب ISO 4217، مثل SAR",
  "use the three-letter code of ISO 4217, as SAR",
);
const USE_MEANS = says(
  "استخدم رمزا من قائمة UNTDID 4461: ‏10 نقدا، 48 بطاقة، 30 تحويل، 42 حساب",
  "use a code of UNTDID 4461: 10 cash, 48 card, 30 transfer, 42 account",
);
const USE_CATEGORY = says("استخدم إحدى الفئات S أو Z أو E أو O", "use one of the categories S, Z, E, O");

export const codes: readonly Rule[] = [
  {
    id: "BR-CL-01",
    official: "error",
    severity: "error",
    when: EN.typeCode,
    breaks: (code) => !isListed(DOCUMENT_TYPES, text(code)),
    path: "type",
    message: says("رمز نوع المستند ليس من قائمة UNTDID 1001", "the document type code is not in UNTDID 1001"),
    fix: says("استخدم 388 أو 381 أو 383 أو 386", "use 388, 381, 383 or 386"),
    impossible: true,
  },
  {
    id: "BR-KSA-05",
    official: "error",
    severity: "error",
    when: KSA.typeCode,
    // An empty code passes: the official list ends in two blanks (BR-04 finds it).
    breaks: (code) => tidy([code]) !== "" && !isListed(KINGDOM_DOCUMENT_TYPES, text(code)),
    path: "type",
    message: says("رمز نوع المستند غير مقبول في المملكة", "the document type code is not one the Kingdom accepts"),
    fix: says(
      "استخدم 388 للفاتورة، و381 للإشعار الدائن، و383 للمدين، و386 للدفعة المقدمة",
      "use 388 invoice, 381 credit note, 383 debit note, 386 prepayment",
    ),
    impossible: true,
  },
  {
    id: "BR-CL-03",
    official: "error",
    severity: "error",
    when: EN.amount,
    breaks: (amount) => {
      const currency = attribute(amount, "currencyID") ?? "";
      return currency !== "" && !isListed(CURRENCIES, currency);
    },
    path: "currency",
    message: says("عملة المبلغ ليست من قائمة ISO 4217", "the currency of an amount is not in ISO 4217"),
    fix: USE_ISO_4217,
  },
  {
    id: "BR-CL-04",
    official: "error",
    severity: "error",
    when: EN.documentCurrency,
    breaks: (currency) => !isListed(CURRENCIES, text(currency)),
    path: "currency",
    message: says("عملة الفاتورة ليست من قائمة ISO 4217", "the invoice currency is not in ISO 4217"),
    fix: USE_ISO_4217,
  },
  {
    id: "BR-CL-05",
    official: "error",
    severity: "error",
    when: EN.taxCurrency,
    breaks: (currency) => !isListed(CURRENCIES, text(currency)),
    path: "currency",
    message: says("عملة الضريبة ليست من قائمة ISO 4217", "the VAT currency is not in ISO 4217"),
    fix: says("عملة الضريبة هي SAR دائما", "the VAT currency is always SAR"),
    impossible: true,
  },
  {
    id: "BR-KSA-CL-01",
    official: "error",
    severity: "error",
    when: [KSA.documentCurrency, KSA.currencyAttribute],
    breaks: (node) =>
      !isListed(
        CURRENCIES,
        node.key === "cbc:DocumentCurrencyCode" ? text(node) : (attribute(node, "currencyID") ?? ""),
      ),
    path: "currency",
    message: says(
      "عملة الفاتورة أو عملة دفعة مقدمة ليست من قائمة ISO 4217",
      "the currency of the invoice, of an advance or of the rounding is not in ISO 4217",
    ),
    fix: USE_ISO_4217,
  },
  {
    id: "BR-CL-14",
    official: "warning",
    severity: "warning",
    when: EN.country,
    breaks: (country) => !isListed(COUNTRIES, text(country)),
    path: "buyer.address.country",
    message: says("رمز الدولة ليس من قائمة ISO 3166-1", "the country code is not in ISO 3166-1"),
    fix: says("استخدم رمز الدولة من حرفين، مثل SA", "use the two-letter country code, as SA"),
  },
  {
    id: "BR-CL-16",
    official: "warning",
    severity: "warning",
    when: EN.paymentCode,
    breaks: (code) => !isListed(PAYMENT_MEANS, text(code)),
    path: "payments",
    message: says("رمز وسيلة الدفع غير معروف", "the payment means code is not in UNTDID 4461"),
    fix: USE_MEANS,
    impossible: true,
  },
  {
    id: "BR-KSA-16",
    official: "warning",
    severity: "error",
    when: KSA.transaction,
    each: (_, doc) => paymentCodes(doc),
    breaks: (code) => !isListed(PAYMENT_MEANS, text(code)) || tidy([code]) === "69",
    path: "payments",
    message: says("رمز وسيلة الدفع غير مقبول في المملكة", "the payment means code is not one the Kingdom accepts"),
    fix: USE_MEANS,
    impossible: true,
  },
  {
    id: "BR-CL-18",
    official: "error",
    severity: "error",
    when: EN.categoryCode,
    breaks: (code) => !isListed(VAT_CATEGORIES, text(code)),
    path: "lines[i].vat",
    message: says("فئة الضريبة ليست من قائمة UNCL 5305", "the VAT category is not in UNCL 5305"),
    fix: USE_CATEGORY,
    impossible: true,
  },
  {
    id: "BR-KSA-18",
    official: "error",
    severity: "error",
    when: KSA.categoryCode,
    breaks: (code) => !" S Z E O ".includes(text(code)),
    path: "lines[i].vat",
    message: says("فئة الضريبة غير مقبولة في المملكة", "the VAT category is not one the Kingdom knows"),
    fix: USE_CATEGORY,
    impossible: true,
  },
  {
    id: "BR-KSA-CL-03",
    official: "error",
    severity: "error",
    when: KSA.attachedFile,
    breaks: (file) => !isListed(MEDIA_TYPES, attribute(file, "mimeCode") ?? ""),
    path: "",
    message: says("نوع الملف المرفق غير مقبول", "the media type of an attached file is not accepted"),
    fix: says(
      "استخدم text/plain لعناصر ICV وPIH وQR، وللمرفقات PDF أو صورة أو CSV",
      "use text/plain for PIH and QR, and PDF, an image or CSV for attachments",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-CL-06",
    official: "warning",
    severity: "warning",
    when: KSA.invoice,
    each: (_, doc) => allAdjustments(doc).filter((node) => isCharge(node) && node.parent?.key !== "cac:Price"),
    breaks: (charge) => !CHARGE_REASONS.includes(stringOf(REASON_CODE(charge))),
    path: "charges",
    message: says("رمز سبب الرسم ليس من قائمة UNTDID 7161", "the reason code of a charge is not in UNTDID 7161"),
    fix: says(
      "استخدم رمزا من القائمة: ADR خدمات أخرى، DL توصيل، ZZZ غير ذلك",
      "use a code of the list: ADR other services, DL delivery, ZZZ other",
    ),
  },
];
