// Breaking changes for: lengths of the document's and the parties' texts.
import { BUYER, BUYER_ADDRESS, breaks, type Case, SELLER, SELLER_ADDRESS } from "../support/case.ts";
import { remove, set } from "../support/edit.ts";

const long = (length: number): string => "ن".repeat(length);
const NAME = "cac:PartyLegalEntity/cbc:RegistrationName";

export const lengthCases: readonly Case[] = [
  breaks("BR-KSA-F-06-C1", "simplified", set("cbc:ID", long(128))),
  breaks("BR-KSA-F-06-C2", "simplified", set("cbc:Note", long(1001))),
  breaks("BR-KSA-F-06-C3", "simplified", set("cac:OrderReference/cbc:ID", long(128))),
  breaks("BR-KSA-F-06-C5", "simplified", set("cac:ContractDocumentReference/cbc:ID", long(128))),
  breaks("BR-KSA-F-06-C13", "credit", set("cac:PaymentMeans/cbc:InstructionNote", long(1001))),
  breaks("BR-KSA-F-06-C22", "credit", set("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", long(5001))),
  breaks(
    "BR-KSA-F-06-C14",
    "simplified",
    set("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:PaymentNote", long(1001)),
  ),
  breaks("BR-KSA-F-06-C15", "simplified", set("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", long(128))),
  breaks("BR-KSA-F-06-C10", "simplified", set(`${SELLER}/${NAME}`, long(1001))),
  breaks("BR-KSA-F-06-C4", "simplified", set(`${SELLER_ADDRESS}/cbc:StreetName`, long(1001))),
  breaks("BR-KSA-F-06-C6", "simplified", set(`${SELLER_ADDRESS}/cbc:AdditionalStreetName`, long(128))),
  breaks("BR-KSA-F-06-C7", "simplified", set(`${SELLER_ADDRESS}/cbc:CityName`, long(128))),
  breaks("BR-KSA-F-06-C8", "simplified", set(`${SELLER_ADDRESS}/cbc:CountrySubentity`, long(128))),
  breaks("BR-KSA-F-06-C9", "simplified", set(`${SELLER_ADDRESS}/cbc:CitySubdivisionName`, long(128))),
  breaks("BR-KSA-F-06-C12", "standard", set(`${BUYER}/${NAME}`, long(1001))),
  breaks("BR-KSA-F-06-C32", "simplified", set(`${BUYER}/${NAME}`, long(1001))),
  breaks("BR-KSA-F-06-C23", "standard", set(`${BUYER_ADDRESS}/cbc:StreetName`, long(1001))),
  breaks("BR-KSA-F-06-C24", "simplified", set(`${BUYER_ADDRESS}/cbc:StreetName`, long(1001))),
  breaks("BR-KSA-F-06-C11", "simplified", set(`${BUYER_ADDRESS}/cbc:AdditionalStreetName`, long(128))),
  breaks("BR-KSA-F-06-C25", "standard", remove(`${BUYER_ADDRESS}/cbc:CityName`), "BR-KSA-10", "BR-KSA-63"),
  breaks("BR-KSA-F-06-C26", "simplified", set(`${BUYER_ADDRESS}/cbc:CityName`, long(128))),
  breaks("BR-KSA-F-06-C27", "simplified", set(`${BUYER_ADDRESS}/cbc:CountrySubentity`, long(128))),
  breaks("BR-KSA-F-06-C28", "standard", remove(`${BUYER_ADDRESS}/cbc:CitySubdivisionName`), "BR-KSA-63"),
  breaks("BR-KSA-F-06-C29", "standard", set(`${BUYER_ADDRESS}/cbc:CitySubdivisionName`, long(128))),
  breaks("BR-KSA-F-06-C37", "simplified", set(`${BUYER}/cac:Contact/cbc:Name`, long(1001))),
  breaks("BR-KSA-F-06-C38", "simplified", set(`${BUYER}/cac:Contact/cbc:Note`, long(1001))),
];
