// Breaking changes for: identity, types, dates, currencies, references, stamp.
import { element } from "../../../../agent/core/xml/tree.ts";
import {
  advance,
  BROKEN_DOWN,
  BUYER_ADDRESS,
  breaks,
  type Case,
  IN_RIYALS,
  PIH,
  QR,
  SIGNATURE_INFORMATION,
  TOTALS,
} from "../support/case.ts";
import { add, all, attribute, remove, repeat, set } from "../support/edit.ts";

const TYPE = "cbc:InvoiceTypeCode";
const FILE = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject";
const EXCHANGE = "cac:TaxExchangeRate";
const RATE = `${EXCHANGE}/cbc:CalculationRate`;

export const documentCases: readonly Case[] = [
  breaks("BR-KSA-EN16931-01", "simplified", set("cbc:ProfileID", "clearance:1.0")),
  breaks("BR-02", "simplified", set("cbc:ID", "")),
  breaks("BR-KSA-03", "simplified", set("cbc:UUID", "!8e6000cf")),
  breaks("BR-KSA-33", "simplified", set("cac:AdditionalDocumentReference/cbc:ID", "counter")),
  breaks("BR-KSA-34", "simplified", set("cac:AdditionalDocumentReference/cbc:UUID", "10a")),
  breaks("BR-KSA-61", "simplified", set(`${PIH}/cbc:ID`, "hash")),
  breaks("BR-KSA-26", "simplified", attribute(`${PIH}/${FILE}`, "mimeCode", "text/csv"), "BR-KSA-61"),

  breaks("BR-04", "simplified", set(TYPE, ""), "BR-CL-01"),
  breaks("BR-KSA-06", "simplified", attribute(TYPE, "name", "0200020"), "BR-KSA-31"),
  breaks("BR-KSA-07", "standard", attribute(TYPE, "name", "0100101")),
  breaks("BR-KSA-31", "simplified", attribute(TYPE, "name", "0200001")),
  breaks("BR-KSA-92", "standard", all(remove("cac:ContractDocumentReference"), attribute(TYPE, "name", "010000001"))),
  breaks("BR-KSA-F-06-C40", "simplified", attribute(TYPE, "name", "020000"), "BR-KSA-06", "BR-KSA-31"),
  breaks("BR-CL-01", "simplified", set(TYPE, "999"), "BR-KSA-05"),
  breaks("BR-KSA-05", "simplified", set(TYPE, "380")),

  breaks("BR-03", "simplified", remove("cbc:IssueDate")),
  breaks("BR-KSA-F-01", "simplified", set("cac:Delivery/cbc:ActualDeliveryDate", "20-11-2026")),
  breaks("BR-KSA-04", "simplified", set("cbc:IssueDate", "2026-11-22")),
  breaks("BR-KSA-70", "simplified", set("cbc:IssueTime", "09:32:40.0")),
  breaks("BR-KSA-98", "simplified", set("cbc:IssueDate", "2026-11-20")),
  breaks("BR-KSA-15", "standard", remove("cac:Delivery")),
  breaks("BR-KSA-35", "simplified", remove("cac:Delivery/cbc:ActualDeliveryDate")),
  breaks("BR-KSA-36", "simplified", set("cac:Delivery/cbc:LatestDeliveryDate", "2026-11-19")),
  breaks(
    "BR-KSA-72",
    "simplified",
    all(attribute(TYPE, "name", "0200010"), remove("cac:Delivery/cbc:LatestDeliveryDate")),
  ),
  breaks("BR-KSA-F-05", "advances", set(`${advance("S")}/cac:DocumentReference/cbc:IssueTime`, "2:41 pm")),

  breaks("BR-05", "simplified", remove("cbc:DocumentCurrencyCode"), "BR-KSA-CL-02"),
  breaks("BR-KSA-68", "simplified", remove("cbc:TaxCurrencyCode")),
  breaks("BR-KSA-EN16931-02", "foreign", all(set("cbc:TaxCurrencyCode", "AED"), remove(EXCHANGE)), "BR-53"),
  breaks("BR-KSA-EN16931-08", "simplified", repeat(BROKEN_DOWN), "BR-CO-15"),
  breaks("BR-KSA-EN16931-09", "simplified", repeat(IN_RIYALS)),
  breaks("BR-53", "simplified", attribute(`${IN_RIYALS}/cbc:TaxAmount`, "currencyID", "USD")),
  breaks("BR-KSA-CL-02", "simplified", attribute(`${TOTALS}/cbc:PayableAmount`, "currencyID", "USD")),
  breaks("BR-KSA-97", "foreign", all(set(`${IN_RIYALS}/cbc:TaxAmount`, "15.00"), set(RATE, "1.0003"))),
  breaks("BR-KSA-87", "foreign", remove(`${EXCHANGE}/cbc:CalculationRate`)),
  breaks("BR-KSA-88", "foreign", set(`${EXCHANGE}/cbc:SourceCurrencyCode`, "EUR")),
  breaks("BR-KSA-89", "foreign", set(`${EXCHANGE}/cbc:TargetCurrencyCode`, "EUR")),
  breaks("BR-KSA-90", "foreign", set(`${EXCHANGE}/cbc:CalculationRate`, "3.7500000000001")),
  breaks("BR-CL-03", "simplified", attribute(`${IN_RIYALS}/cbc:TaxAmount`, "currencyID", "RIYAL"), "BR-53"),
  breaks(
    "BR-CL-04",
    "simplified",
    set("cbc:DocumentCurrencyCode", "RIYAL"),
    "BR-CO-15",
    "BR-KSA-97",
    "BR-KSA-CL-01",
    "BR-KSA-CL-02",
    "own/foreign-vat",
  ),
  breaks("BR-CL-05", "simplified", set("cbc:TaxCurrencyCode", "RIYAL"), "BR-53", "BR-KSA-EN16931-02"),
  breaks(
    "BR-KSA-CL-01",
    "rounded",
    attribute(`${TOTALS}/cbc:PayableRoundingAmount`, "currencyID", "XYZ"),
    "BR-CL-03",
    "BR-KSA-CL-02",
  ),

  breaks("BR-CL-14", "simplified", set(`${BUYER_ADDRESS}/cac:Country/cbc:IdentificationCode`, "XX")),
  breaks("BR-CL-16", "simplified", set("cac:PaymentMeans/cbc:PaymentMeansCode", "71"), "BR-KSA-16"),
  breaks("BR-KSA-16", "simplified", set("cac:PaymentMeans/cbc:PaymentMeansCode", "69")),
  breaks("BR-KSA-CL-03", "standard", attribute(`${PIH}/${FILE}`, "mimeCode", "text/html"), "BR-KSA-26", "BR-KSA-61"),
  breaks("BR-52", "simplified", add("", element("cac:AdditionalDocumentReference", []))),
  breaks("BR-55", "credit", remove("cac:BillingReference/cac:InvoiceDocumentReference"), "BR-KSA-56"),
  breaks("BR-KSA-56", "credit", remove("cac:BillingReference")),
  breaks("BR-KSA-17", "credit", remove("cac:PaymentMeans/cbc:InstructionNote")),
  breaks("BR-49", "standard", remove("cac:PaymentMeans/cbc:PaymentMeansCode")),

  breaks("BR-KSA-27", "simplified", attribute(`${QR}/${FILE}`, "mimeCode", "text/csv")),
  breaks("BR-CL-KSA-14", "simplified", set(`${QR}/${FILE}`, "Q".repeat(1001))),
  breaks("BR-KSA-28", "simplified", set(`${SIGNATURE_INFORMATION}/cbc:ID`, "urn:other")),
  breaks("BR-KSA-29", "simplified", set(`${SIGNATURE_INFORMATION}/sbc:ReferencedSignatureID`, "urn:other")),
  breaks("BR-KSA-30", "simplified", set("cac:Signature/cbc:SignatureMethod", "urn:other")),
  breaks("BR-KSA-60", "simplified", remove("cac:Signature"), "BR-KSA-29", "BR-KSA-30"),
  breaks("own/vat-in-riyals", "simplified", set(`${IN_RIYALS}/cbc:TaxAmount`, "17.99")),
  breaks("own/foreign-vat", "foreign", set(`${IN_RIYALS}/cbc:TaxAmount`, "15.00"), "BR-KSA-97"),
];
