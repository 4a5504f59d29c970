// The seller: name, address, VAT number and one further identification.
import type { Rule } from "../rule.ts";
import { BUILDING, CITY, COUNTRY, DISTRICT, POSTAL_CODE, STREET, sellerVatNumber } from "../support/parties.ts";
import { normalizeSpace } from "../support/text.ts";
import { hasId } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { attributes, exists, hasText, path, stringLength, stringOf } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const NAME = path("cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName");
const ADDRESS = path("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress");
const SELLER_ID = path("cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID");
const VAT_NUMBER = path("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID");
const VAT_SCHEME = path("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cac:TaxScheme");
const BUILDING_NUMBER = path("cac:PostalAddress/cbc:BuildingNumber");

const ADDRESS_PARTS = [STREET, BUILDING, CITY, POSTAL_CODE, DISTRICT, COUNTRY];
const VAT_NUMBER_FORM = /^3[0-9]{13}3$/;

const VAT_NUMBER_FIX = says(
  "اكتب رقم التسجيل الضريبي من 15 رقما يبدأ وينتهي بالرقم 3",
  "give the VAT registration number: 15 digits that start and end with 3",
);

export const seller: readonly Rule[] = [
  {
    id: "BR-06",
    official: "warning",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => !hasText(NAME(invoice)),
    path: "seller.name",
    message: says("اسم البائع غير مذكور", "the seller's name is missing"),
    fix: says("اكتب اسم المنشأة كما في شهادة التسجيل الضريبي", "give the name as on the VAT registration certificate"),
    impossible: true,
  },
  {
    id: "BR-08",
    official: "warning",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => !exists(ADDRESS(invoice)),
    path: "seller.address",
    message: says("عنوان البائع غير موجود", "the seller's address is missing"),
    fix: says("اكتب العنوان الوطني للبائع", "give the seller's national address"),
    impossible: true,
  },
  {
    id: "BR-09",
    official: "warning",
    severity: "error",
    when: EN.sellerAddress,
    breaks: (address) => !hasText(COUNTRY(address)),
    path: "seller.address",
    message: says("دولة البائع غير مذكورة", "the seller's country is missing"),
    fix: says("اكتب رمز الدولة SA", "give the country code SA"),
    impossible: true,
  },
  {
    id: "BR-KSA-08",
    official: "warning",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => {
      const ids = SELLER_ID(invoice);
      const schemes = ids.map((id) => normalizeSpace(attributes([id], "schemeID")[0] ?? ""));
      return !(exists(ids) && stringLength(schemes) > 2 && "CRN MOM MLS SAG OTH 700".includes(stringOf(schemes)));
    },
    path: "seller.id",
    message: says(
      "معرف البائع الآخر غير موجود أو نوعه غير مقبول",
      "the seller's other identification is missing or of a kind not accepted",
    ),
    fix: says(
      "اكتب معرفا واحدا: السجل التجاري CRN، أو MOM أو MLS أو SAG أو 700 أو OTH",
      "give exactly one: commercial registration CRN, or MOM, MLS, SAG, 700, OTH",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-09",
    official: "warning",
    severity: "error",
    when: KSA.sellerAddress,
    breaks: (address) => !ADDRESS_PARTS.every((part) => exists(part(address))),
    path: "seller.address",
    message: says("عنوان البائع ناقص", "the seller's address is incomplete"),
    fix: says(
      "اكتب الشارع ورقم المبنى والحي والمدينة والرمز البريدي والدولة",
      "give street, building number, district, city, postal code and country",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-37",
    official: "warning",
    severity: "error",
    when: KSA.seller,
    breaks: (party) => !/^[0-9]{4}$/.test(stringOf(BUILDING_NUMBER(party))),
    path: "seller.address.building",
    message: says("رقم مبنى البائع ليس من 4 أرقام", "the seller's building number is not 4 digits"),
    fix: says(
      "اكتب رقم المبنى من العنوان الوطني، مثل 2322",
      "give the building number of the national address, as 2322",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-66",
    official: "warning",
    severity: "error",
    when: KSA.sellerAddress,
    breaks: (address) => !/^[0-9]{5}$/.test(stringOf(POSTAL_CODE(address))),
    path: "seller.address.postalCode",
    message: says("الرمز البريدي للبائع ليس من 5 أرقام", "the seller's postal code is not 5 digits"),
    fix: says(
      "اكتب الرمز البريدي من العنوان الوطني، مثل 23333",
      "give the postal code of the national address, as 23333",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-39",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => !(hasText(VAT_NUMBER(invoice)) && VAT_SCHEME(invoice).some((scheme) => hasId(scheme, "VAT"))),
    path: "seller.vat",
    message: says("رقم التسجيل الضريبي للبائع غير موجود", "the seller's VAT registration number is missing"),
    fix: VAT_NUMBER_FIX,
    impossible: true,
  },
  {
    id: "BR-KSA-40",
    official: "error",
    severity: "error",
    when: KSA.sellerTaxScheme,
    breaks: (_, doc) => !VAT_NUMBER_FORM.test(stringOf(sellerVatNumber(doc))),
    path: "seller.vat",
    message: says("رقم التسجيل الضريبي للبائع غير صحيح", "the seller's VAT registration number is malformed"),
    fix: VAT_NUMBER_FIX,
    impossible: true,
  },
];
