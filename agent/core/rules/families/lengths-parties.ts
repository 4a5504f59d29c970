// How long names and addresses of seller and buyer may be (BR-KSA-F-06).
import type { Rule } from "../rule.ts";
import { limit } from "../support/limit.ts";
import {
  ADDITIONAL_STREET,
  buyerAdditionalStreet,
  buyerCity,
  buyerContactName,
  buyerContactNote,
  buyerDistrict,
  buyerName,
  buyerStreet,
  CITY,
  STREET,
  sellerDistrict,
} from "../support/parties.ts";
import { allTypeCodes, attribute, fact, isStandard } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { path } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const SELLER_NAME = path("cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName");
const SELLER_REGION = path("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:CountrySubentity");
const BUYER_REGION = path("cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:CountrySubentity");

const BUYER_NAME_FIELD = says("اسم المشتري", "the buyer's name");
const BUYER_STREET_FIELD = says("شارع المشتري", "the buyer's street");
const BUYER_CITY_FIELD = says("مدينة المشتري", "the buyer's city");
const BUYER_DISTRICT_FIELD = says("حي المشتري", "the buyer's district");

/** The transaction code itself, not any attribute `name`, says it is a simplified document. */
const hasSimplifiedCode = fact((doc) =>
  allTypeCodes(doc).some((code) => /02\p{Nd}{5}/u.test(attribute(code, "name") ?? "")),
);

export const partyLengths: readonly Rule[] = [
  limit({
    id: "BR-KSA-F-06-C10",
    when: EN.invoice,
    of: SELLER_NAME,
    field: says("اسم البائع", "the seller's name"),
    min: 1,
    max: 1000,
    path: "seller.name",
  }),
  limit({
    id: "BR-KSA-F-06-C4",
    when: KSA.sellerAddress,
    of: STREET,
    field: says("شارع البائع", "the seller's street"),
    min: 1,
    max: 1000,
    path: "seller.address.street",
  }),
  limit({
    id: "BR-KSA-F-06-C6",
    when: KSA.sellerAddress,
    of: ADDITIONAL_STREET,
    field: says("الشارع الإضافي للبائع", "the seller's additional street"),
    max: 127,
    path: "seller.address.additional",
  }),
  limit({
    id: "BR-KSA-F-06-C7",
    when: KSA.sellerAddress,
    of: CITY,
    field: says("مدينة البائع", "the seller's city"),
    min: 1,
    max: 127,
    path: "seller.address.city",
  }),
  limit({
    id: "BR-KSA-F-06-C8",
    when: EN.invoice,
    of: SELLER_REGION,
    field: says("منطقة البائع", "the seller's region"),
    max: 127,
    path: "seller.address",
  }),
  limit({
    id: "BR-KSA-F-06-C9",
    when: KSA.buyerInKingdom,
    of: (_, doc) => sellerDistrict(doc),
    field: says("حي البائع", "the seller's district"),
    min: 1,
    max: 127,
    path: "seller.address.district",
  }),
  limit({
    id: "BR-KSA-F-06-C12",
    when: KSA.transaction,
    only: isStandard,
    of: (_, doc) => buyerName(doc),
    field: BUYER_NAME_FIELD,
    min: 1,
    max: 1000,
    path: "buyer.name",
  }),
  limit({
    id: "BR-KSA-F-06-C32",
    when: KSA.transaction,
    only: hasSimplifiedCode,
    of: (_, doc) => buyerName(doc),
    field: BUYER_NAME_FIELD,
    max: 1000,
    path: "buyer.name",
  }),
  limit({
    id: "BR-KSA-F-06-C23",
    when: KSA.transaction,
    only: isStandard,
    isRequired: true,
    of: (_, doc) => buyerStreet(doc),
    field: BUYER_STREET_FIELD,
    min: 1,
    max: 1000,
    path: "buyer.address.street",
  }),
  limit({
    id: "BR-KSA-F-06-C24",
    when: KSA.transaction,
    only: hasSimplifiedCode,
    of: (_, doc) => buyerStreet(doc),
    field: BUYER_STREET_FIELD,
    max: 1000,
    path: "buyer.address.street",
  }),
  limit({
    id: "BR-KSA-F-06-C11",
    when: KSA.sellerAddress,
    of: (_, doc) => buyerAdditionalStreet(doc),
    field: says("الشارع الإضافي للمشتري", "the buyer's additional street"),
    max: 127,
    path: "buyer.address.additional",
  }),
  limit({
    id: "BR-KSA-F-06-C25",
    when: KSA.transaction,
    only: isStandard,
    isRequired: true,
    of: (_, doc) => buyerCity(doc),
    field: BUYER_CITY_FIELD,
    min: 1,
    max: Number.POSITIVE_INFINITY,
    path: "buyer.address.city",
  }),
  limit({
    id: "BR-KSA-F-06-C26",
    when: KSA.transaction,
    of: (_, doc) => buyerCity(doc),
    field: BUYER_CITY_FIELD,
    max: 127,
    path: "buyer.address.city",
  }),
  limit({
    id: "BR-KSA-F-06-C27",
    when: EN.invoice,
    of: BUYER_REGION,
    field: says("منطقة المشتري", "the buyer's region"),
    max: 127,
    path: "buyer.address",
  }),
  limit({
    id: "BR-KSA-F-06-C28",
    when: KSA.buyerInKingdom,
    only: isStandard,
    isRequired: true,
    of: (_, doc) => buyerDistrict(doc),
    field: BUYER_DISTRICT_FIELD,
    min: 1,
    max: Number.POSITIVE_INFINITY,
    path: "buyer.address.district",
  }),
  limit({
    id: "BR-KSA-F-06-C29",
    when: KSA.buyerInKingdom,
    only: isStandard,
    of: (_, doc) => buyerDistrict(doc),
    field: BUYER_DISTRICT_FIELD,
    max: 127,
    path: "buyer.address.district",
  }),
  limit({
    id: "BR-KSA-F-06-C37",
    when: KSA.buyerContact,
    of: (_, doc) => buyerContactName(doc),
    field: says("اسم جهة الاتصال لدى المشتري", "the buyer's contact name"),
    max: 1000,
    path: "buyer",
  }),
  limit({
    id: "BR-KSA-F-06-C38",
    when: KSA.buyerContact,
    of: (_, doc) => buyerContactNote(doc),
    field: says("ملاحظة جهة الاتصال لدى المشتري", "the buyer's contact note"),
    max: 1000,
    path: "buyer",
  }),
];
