// The buyer: name, address, VAT number or another identification. Mandatory on tax invoices only.
import type { Rule } from "../rule.ts";
import type { Doc } from "../support/node.ts";
import {
  buyerBuilding,
  buyerCity,
  buyerCountry,
  buyerDistrict,
  buyerIds,
  buyerName,
  buyerPhone,
  buyerPostalCode,
  buyerStreet,
  buyerVatNumber,
} from "../support/parties.ts";
import { normalizeSpace } from "../support/text.ts";
import { attribute, everywhere, fact, isFilled, isSimplifiedSummary, isStandard, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { attributes, exists, from, hasText, is, path, stringLength, stringOf, tidy } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

const allTaxTotals = everywhere("cac:TaxTotal");
const legalEntities = everywhere("cac:PartyLegalEntity");

const REGISTERED_NAME = path("cbc:RegistrationName");
const NAME = path("cac:PartyLegalEntity/cbc:RegistrationName");
const SELLER_VAT = path("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID");
const BUYER_VAT = path("cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID");
const BUYER_ID = path("cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID");
const EXEMPTION = path("cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode");

const SCHEMES = "TIN NAT IQA PAS CRN MOM MLS 700 SAG GCC OTH";
const VAT_NUMBER_FORM = /^3[0-9]{13}3$/;
const ADDRESS_IN_KINGDOM = [buyerStreet, buyerBuilding, buyerPostalCode, buyerCity, buyerDistrict, buyerCountry];
const ADDRESS_ABROAD = [buyerCountry, buyerStreet, buyerCity];

/** Names of the buyer at any depth below the party. */
const deepBuyerNames = fact((doc) =>
  legalEntities(doc)
    .filter((entity) => isBelowBuyer(entity.parent))
    .flatMap(REGISTERED_NAME),
);

function isBelowBuyer(at: Doc["root"] | undefined): boolean {
  if (at === undefined) return false;
  return (at.key === "cac:Party" && at.parent?.key === "cac:AccountingCustomerParty") || isBelowBuyer(at.parent);
}

const NAME_FIX = says("أرسل buyer.name", "send buyer.name");
const EXEMPT_PATH = "buyer.id";

export const buyer: readonly Rule[] = [
  {
    id: "BR-KSA-42",
    official: "warning",
    severity: "warning",
    when: KSA.buyer,
    breaks: (party, doc) => isStandard(doc) && !hasText(NAME(party)),
    path: "buyer.name",
    message: says("اسم المشتري غير مذكور في الفاتورة الضريبية", "the tax invoice does not name the buyer"),
    fix: NAME_FIX,
    impossible: true,
  },
  {
    id: "BR-KSA-10",
    official: "warning",
    severity: "warning",
    when: KSA.transaction,
    breaks: (_, doc) => isStandard(doc) && !ADDRESS_ABROAD.every((part) => stringLength(part(doc)) > 0),
    path: "buyer.address",
    message: says("عنوان المشتري ناقص: الشارع والمدينة والدولة", "the buyer's address lacks street, city or country"),
    fix: says("أكمل buyer.address", "complete buyer.address"),
    impossible: true,
  },
  {
    id: "BR-KSA-63",
    official: "warning",
    severity: "error",
    when: KSA.buyerInKingdom,
    breaks: (_, doc) => isStandard(doc) && !ADDRESS_IN_KINGDOM.every((part) => isFilled(part(doc))),
    path: "buyer.address",
    message: says("عنوان المشتري في المملكة ناقص", "the buyer's address in the Kingdom is incomplete"),
    fix: says(
      "اكتب الشارع ورقم المبنى والحي والمدينة والرمز البريدي",
      "give street, building number, district, city and postal code",
    ),
  },
  {
    id: "BR-KSA-67",
    official: "warning",
    severity: "error",
    when: KSA.buyerInKingdom,
    breaks: (_, doc) =>
      isStandard(doc) && is(buyerCountry(doc), "SA") && !/^[0-9]{5}$/.test(stringOf(buyerPostalCode(doc))),
    path: "buyer.address.postalCode",
    message: says("الرمز البريدي للمشتري ليس من 5 أرقام", "the buyer's postal code is not 5 digits"),
    fix: says("اكتب الرمز البريدي من العنوان الوطني", "give the postal code of the national address"),
  },
  {
    id: "BR-KSA-14",
    official: "error",
    severity: "error",
    when: KSA.buyerId,
    breaks: (id) => {
      const scheme = normalizeSpace(attribute(id, "schemeID") ?? "");
      return !([...scheme].length > 2 && SCHEMES.includes(scheme));
    },
    path: "buyer.id.scheme",
    message: says("نوع معرف المشتري غير مقبول", "the kind of the buyer's identification is not accepted"),
    fix: says(`استخدم أحد الأنواع: ${SCHEMES}`, `use one of: ${SCHEMES}`),
  },
  {
    id: "BR-KSA-44",
    official: "error",
    severity: "error",
    when: KSA.buyerVatNumber,
    once: true,
    breaks: (_, doc) => stringLength(buyerVatNumber(doc)) > 0 && !VAT_NUMBER_FORM.test(stringOf(buyerVatNumber(doc))),
    path: "buyer.vat",
    message: says("رقم التسجيل الضريبي للمشتري غير صحيح", "the buyer's VAT registration number is malformed"),
    fix: says(
      "اكتب 15 رقما أولها وآخرها 3، أو احذف الحقل",
      "give 15 digits that start and end with 3, or leave it out",
    ),
  },
  {
    id: "BR-KSA-99",
    official: "warning",
    severity: "warning",
    when: KSA.buyerVatNumber,
    once: true,
    breaks: (_, doc) => isStandard(doc) && tidy(buyerVatNumber(doc)) === "",
    path: "buyer.vat",
    message: says("رقم التسجيل الضريبي للمشتري فارغ", "the buyer's VAT registration number is empty"),
    fix: says("اكتب الرقم أو احذف الحقل", "give the number or leave the field out"),
    impossible: true,
  },
  {
    id: "BR-CUSTOM-VALIDATION-01",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => {
      const own = SELLER_VAT(invoice);
      const other = BUYER_VAT(invoice);
      return hasText(own) && hasText(other) && other.some((number) => is(own, text(number)));
    },
    path: "buyer.vat",
    message: says("الرقم الضريبي للمشتري هو رقم البائع نفسه", "the buyer's VAT number is the seller's own"),
    fix: says("اكتب الرقم الضريبي للمشتري، أو احذفه", "give the buyer's VAT number, or leave it out"),
  },
  {
    id: "BR-KSA-81",
    official: "warning",
    severity: "warning",
    when: KSA.invoicePercentages,
    breaks: (invoice, doc) => isStandard(doc) && !exists(BUYER_VAT(invoice)) && !isFilled(BUYER_ID(invoice)),
    path: EXEMPT_PATH,
    message: says(
      "المشتري بلا رقم ضريبي ولا معرف آخر",
      "the buyer has neither a VAT number nor another identification",
    ),
    fix: says("أرسل buyer.vat أو buyer.id", "send buyer.vat or buyer.id"),
    impossible: true,
  },
  {
    id: "BR-KSA-85",
    official: "warning",
    severity: "warning",
    when: KSA.buyerContact,
    breaks: (_, doc) => stringLength(buyerPhone(doc)) > 0 && !/^(?:0|\+)[0-9]{4,15}$/.test(stringOf(buyerPhone(doc))),
    path: "buyer",
    message: says("رقم هاتف المشتري غير صالح", "the buyer's telephone number is malformed"),
    fix: says("ابدأ الرقم بالرمز 0 أو +، ثم 4 إلى 15 رقما", "start with 0 or +, followed by 4 to 15 digits"),
    impossible: true,
  },
  {
    id: "BR-KSA-25",
    official: "warning",
    severity: "error",
    when: KSA.simplified,
    breaks: (_, doc) => {
      const reasons = from(allTaxTotals(doc), EXEMPTION);
      const areCitizens = reasons.every((reason) => " VATEX-SA-HEA VATEX-SA-EDU ".includes(text(reason)));
      return exists(reasons) && areCitizens && !hasText(buyerName(doc));
    },
    path: "buyer.name",
    message: says(
      "التعليم أو العلاج بنسبة الصفر للمواطنين يحتاج إلى اسم المشتري",
      "zero-rated education or health care of citizens needs the buyer's name",
    ),
    fix: NAME_FIX,
  },
  {
    id: "BR-KSA-49",
    official: "error",
    severity: "error",
    when: KSA.citizenExemption,
    breaks: (_, doc) => !is(attributes(buyerIds(doc), "schemeID"), "NAT"),
    path: EXEMPT_PATH,
    message: says(
      "التعليم أو العلاج بنسبة الصفر للمواطنين يحتاج إلى هوية المشتري الوطنية",
      "zero-rated education or health care of citizens needs the buyer's national ID",
    ),
    fix: says(
      "أرسل buyer.id بالنوع NAT ورقم الهوية الوطنية",
      "send buyer.id with the scheme NAT and the national ID number",
    ),
  },
  {
    id: "BR-KSA-71",
    official: "warning",
    severity: "error",
    when: KSA.simplified,
    breaks: (_, doc) => isSimplifiedSummary(doc) && !isFilled(deepBuyerNames(doc)),
    path: "buyer.name",
    message: says(
      "الفاتورة المبسطة الملخصة تحتاج إلى اسم المشتري",
      "a simplified summary invoice needs the buyer's name",
    ),
    fix: NAME_FIX,
  },
];
