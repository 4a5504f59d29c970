// Breaking changes for: seller, buyer, identification numbers.
import { BUYER, BUYER_ADDRESS, breaks, type Case, category, SELLER, SELLER_ADDRESS } from "../support/case.ts";
import { all, attribute, remove, set } from "../support/edit.ts";

const TYPE = "cbc:InvoiceTypeCode";
const SELLER_ID = `${SELLER}/cac:PartyIdentification/cbc:ID`;
const BUYER_ID = `${BUYER}/cac:PartyIdentification/cbc:ID`;
const BUYER_VAT = `${BUYER}/cac:PartyTaxScheme/cbc:CompanyID`;
const buyerHas = (scheme: string, id: string) => all(attribute(BUYER_ID, "schemeID", scheme), set(BUYER_ID, id));

export const partyCases: readonly Case[] = [
  breaks("BR-06", "simplified", remove(`${SELLER}/cac:PartyLegalEntity`)),
  breaks("BR-08", "simplified", remove(SELLER_ADDRESS), "BR-KSA-37"),
  breaks("BR-09", "simplified", set(`${SELLER_ADDRESS}/cac:Country/cbc:IdentificationCode`, ""), "BR-CL-14"),
  breaks("BR-KSA-08", "simplified", attribute(SELLER_ID, "schemeID", "NAT")),
  breaks("BR-KSA-09", "simplified", remove(`${SELLER_ADDRESS}/cbc:StreetName`)),
  breaks("BR-KSA-37", "simplified", set(`${SELLER_ADDRESS}/cbc:BuildingNumber`, "232")),
  breaks("BR-KSA-66", "simplified", set(`${SELLER_ADDRESS}/cbc:PostalZone`, "2333")),
  breaks("BR-KSA-39", "simplified", set(`${SELLER}/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID`, "GST")),
  breaks("BR-KSA-40", "simplified", set(`${SELLER}/cac:PartyTaxScheme/cbc:CompanyID`, "310175397400004")),

  breaks("BR-KSA-42", "standard", remove(`${BUYER}/cac:PartyLegalEntity`)),
  breaks("BR-KSA-10", "standard", set(`${BUYER_ADDRESS}/cac:Country/cbc:IdentificationCode`, ""), "BR-CL-14"),
  breaks("BR-KSA-63", "standard", remove(`${BUYER_ADDRESS}/cbc:BuildingNumber`)),
  breaks("BR-KSA-67", "standard", set(`${BUYER_ADDRESS}/cbc:PostalZone`, "2333")),
  breaks("BR-KSA-14", "simplified", attribute(BUYER_ID, "schemeID", "ABC")),
  breaks("BR-KSA-44", "simplified", set(BUYER_VAT, "12345")),
  breaks("BR-KSA-99", "standard", set(BUYER_VAT, "")),
  breaks("BR-CUSTOM-VALIDATION-01", "simplified", set(BUYER_VAT, "310175397400003")),
  breaks(
    "BR-KSA-81",
    "standard",
    all(remove(`${BUYER}/cac:PartyIdentification`), remove(`${BUYER}/cac:PartyTaxScheme`)),
  ),
  breaks("BR-KSA-85", "simplified", set(`${BUYER}/cac:Contact/cbc:Telephone`, "501234567")),
  breaks(
    "BR-KSA-25",
    "categories",
    all(
      set(`${category(2)}/cbc:TaxExemptionReasonCode`, "VATEX-SA-EDU"),
      remove(`${category(3)}/cbc:TaxExemptionReasonCode`),
      remove(`${category(4)}/cbc:TaxExemptionReasonCode`),
      remove(`${BUYER}/cac:PartyLegalEntity`),
    ),
    "BR-KSA-23",
    "BR-KSA-24",
  ),
  breaks(
    "BR-KSA-49",
    "categories",
    all(set(`${category(2)}/cbc:TaxExemptionReasonCode`, "VATEX-SA-HEA"), attribute(BUYER_ID, "schemeID", "OTH")),
  ),
  breaks("BR-KSA-71", "simplified", all(attribute(TYPE, "name", "0200010"), remove(`${BUYER}/cac:PartyLegalEntity`))),

  breaks("BR-KSA-F-07", "simplified", buyerHas("TIN", "1029384756")),
  breaks("BR-KSA-F-08", "simplified", set(SELLER_ID, "101018348")),
  breaks("BR-KSA-F-09", "simplified", buyerHas("700", "1010183482")),
  breaks("BR-KSA-F-10", "simplified", set(BUYER_ID, "2029384756")),
  breaks("BR-KSA-F-11", "simplified", buyerHas("IQA", "1029384756")),
  breaks("BR-KSA-F-12", "simplified", attribute(BUYER_ID, "schemeID", " NAT")),
  breaks("BR-KSA-F-13", "simplified", set(SELLER_ID, "1012345678")),
];
