// Invoices that use as many parts of the format as one document can, all of them right: the rules' tests break one
// part at a time.
import { FIRST_PIH } from "../support/foreign-invoice.ts";

/** Which rich invoice: a cleared one, one that settles advances, or a summary credit note for the counter. */
export type RichKind = "standard" | "prepaid" | "summary-note";

const VATEX: Readonly<Record<string, string>> = { Z: "VATEX-SA-35", E: "VATEX-SA-29", O: "VATEX-SA-OOS" };
const scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";
const money = (name: string, value: string): string => `<cbc:${name} currencyID="SAR">${value}</cbc:${name}>`;
const rate = (code: string): string => (code === "S" ? "15.00" : "0.00");

const category = (tag: string, code: string, withReason = false): string => {
  const reason = `<cbc:TaxExemptionReasonCode>${VATEX[code]}</cbc:TaxExemptionReasonCode><cbc:TaxExemptionReason>Reason</cbc:TaxExemptionReason>`;
  return `<cac:${tag}><cbc:ID>${code}</cbc:ID><cbc:Percent>${rate(code)}</cbc:Percent>${
    withReason && code !== "S" ? reason : ""
  }${scheme}</cac:${tag}>`;
};

const adjustment = (indicator: boolean, percent: string, amount: string, base: string, code?: string): string =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>${indicator}</cbc:ChargeIndicator>` +
  `<cbc:AllowanceChargeReasonCode>${indicator ? "ADR" : "95"}</cbc:AllowanceChargeReasonCode>` +
  `<cbc:AllowanceChargeReason>Reason</cbc:AllowanceChargeReason>` +
  `<cbc:MultiplierFactorNumeric>${percent}</cbc:MultiplierFactorNumeric>${money("Amount", amount)}` +
  `${money("BaseAmount", base)}${code === undefined ? "" : category("TaxCategory", code)}</cac:AllowanceCharge>`;

const group = (code: string, taxable: string, tax: string): string =>
  `<cac:TaxSubtotal>${money("TaxableAmount", taxable)}${money("TaxAmount", tax)}${category("TaxCategory", code, true)}</cac:TaxSubtotal>`;

/** A line of 2 × 10.00, less 10 %, plus 5 %: 19.00. */
const line = (id: number, code: string, tax: string, gross: string): string => `
    <cac:InvoiceLine><cbc:ID>${id}</cbc:ID><cbc:InvoicedQuantity unitCode="PCE">2</cbc:InvoicedQuantity>
        ${money("LineExtensionAmount", "19.00")}${adjustment(false, "10", "2.00", "20.00")}${adjustment(true, "5", "1.00", "20.00")}
        <cac:TaxTotal>${money("TaxAmount", tax)}${money("RoundingAmount", gross)}</cac:TaxTotal>
        <cac:Item><cbc:Name>Item</cbc:Name><cac:BuyersItemIdentification><cbc:ID>b</cbc:ID></cac:BuyersItemIdentification>
            <cac:SellersItemIdentification><cbc:ID>s</cbc:ID></cac:SellersItemIdentification>
            <cac:StandardItemIdentification><cbc:ID>g</cbc:ID></cac:StandardItemIdentification>${category("ClassifiedTaxCategory", code)}
            <cac:AdditionalItemProperty><cbc:Name>n</cbc:Name><cbc:Value>v</cbc:Value></cac:AdditionalItemProperty></cac:Item>
        <cac:Price>${money("PriceAmount", "10.00")}<cbc:BaseQuantity unitCode="PCE">1</cbc:BaseQuantity>
            <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>${money("Amount", "1.00")}${money("BaseAmount", "11.00")}</cac:AllowanceCharge></cac:Price>
    </cac:InvoiceLine>`;

/** A line that settles an advance of 10.00 and its VAT. */
const advance = (id: number, code: string, tax: string): string => `
    <cac:InvoiceLine><cbc:ID>${id}</cbc:ID><cbc:InvoicedQuantity unitCode="PCE">0.000000</cbc:InvoicedQuantity>
        ${money("LineExtensionAmount", "0.00")}<cac:DocumentReference><cbc:ID>A-1</cbc:ID><cbc:UUID>u-1</cbc:UUID>
            <cbc:IssueDate>2026-02-01</cbc:IssueDate><cbc:IssueTime>10:00:00</cbc:IssueTime><cbc:DocumentTypeCode>386</cbc:DocumentTypeCode></cac:DocumentReference>
        <cac:TaxTotal>${money("TaxAmount", "0.00")}${money("RoundingAmount", "0.00")}${group(code, "10.00", tax)}</cac:TaxTotal>
        <cac:Item><cbc:Name>Advance</cbc:Name>${category("ClassifiedTaxCategory", code)}</cac:Item>
        <cac:Price>${money("PriceAmount", "0.00")}</cac:Price></cac:InvoiceLine>`;

const address = `<cac:PostalAddress><cbc:StreetName>King Fahd Road</cbc:StreetName><cbc:AdditionalStreetName>Side</cbc:AdditionalStreetName>
                <cbc:BuildingNumber>2322</cbc:BuildingNumber><cbc:CitySubdivisionName>Al Olaya</cbc:CitySubdivisionName><cbc:CityName>Riyadh</cbc:CityName>
                <cbc:PostalZone>12214</cbc:PostalZone><cbc:CountrySubentity>Riyadh</cbc:CountrySubentity>
                <cac:Country><cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country></cac:PostalAddress>`;

const party = (schemeId: string, id: string, vat: string, name: string, contact = ""): string => `<cac:Party>
            <cac:PartyIdentification><cbc:ID schemeID="${schemeId}">${id}</cbc:ID></cac:PartyIdentification>${address}
            <cac:PartyTaxScheme><cbc:CompanyID>${vat}</cbc:CompanyID>${scheme}</cac:PartyTaxScheme>
            <cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity>${contact}</cac:Party>`;

const contact =
  "<cac:Contact><cbc:Name>n</cbc:Name><cbc:Telephone>+966500000000</cbc:Telephone><cbc:Note>note</cbc:Note></cac:Contact>";

const embedded = (id: string, text: string): string =>
  `<cac:AdditionalDocumentReference><cbc:ID>${id}</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">${text}` +
  "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>";

const stamp = {
  extension:
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><sig:UBLDocumentSignatures xmlns:sig="urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2" ' +
    'xmlns:sac="urn:oasis:names:specification:ubl:schema:xsd:SignatureAggregateComponents-2" xmlns:sbc="urn:oasis:names:specification:ubl:schema:xsd:SignatureBasicComponents-2">' +
    "<sac:SignatureInformation><cbc:ID>urn:oasis:names:specification:ubl:signature:1</cbc:ID><sbc:ReferencedSignatureID>urn:oasis:names:specification:ubl:signature:Invoice</sbc:ReferencedSignatureID>" +
    "</sac:SignatureInformation></sig:UBLDocumentSignatures></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>",
  reference:
    "<cac:Signature><cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>" +
    "<cbc:SignatureMethod>urn:oasis:names:specification:ubl:dsig:enveloped:xades</cbc:SignatureMethod></cac:Signature>",
};

type Shape = {
  readonly subtype: string;
  readonly typeCode: string;
  readonly lines: string;
  readonly prepaid: string;
  readonly payable: string;
};

const LINES =
  line(1, "S", "2.85", "21.85") +
  line(2, "Z", "0.00", "19.00") +
  line(3, "E", "0.00", "19.00") +
  line(4, "O", "0.00", "19.00");
const ADVANCES = advance(5, "S", "1.50") + advance(6, "Z", "0.00") + advance(7, "E", "0.00") + advance(8, "O", "0.00");

const SHAPES: Readonly<Record<RichKind, Shape>> = {
  standard: { subtype: "0100000", typeCode: "388", lines: LINES, prepaid: "0.00", payable: "79.35" },
  prepaid: { subtype: "010000001", typeCode: "388", lines: LINES + ADVANCES, prepaid: "41.50", payable: "37.85" },
  "summary-note": { subtype: "0200010", typeCode: "381", lines: LINES, prepaid: "0.00", payable: "79.35" },
};

/**
 * A rich invoice, right in every part. Lines come to 76.00; a discount of 1.90 and a charge of 1.90 on category S leave
 * 76.00; VAT 2.85; rounding 0.50.
 */
export const richInvoice = (kind: RichKind): string => {
  const { subtype, typeCode, lines, prepaid, payable } = SHAPES[kind];
  const isNote = typeCode === "381";
  return `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">${stamp.extension}
    <cbc:ProfileID>reporting:1.0</cbc:ProfileID><cbc:ID>R-1</cbc:ID><cbc:UUID>8e6000cf-1a98-4174-b3e7-b5d5954bc10d</cbc:UUID>
    <cbc:IssueDate>2026-03-01</cbc:IssueDate><cbc:IssueTime>12:00:00</cbc:IssueTime>
    <cbc:InvoiceTypeCode name="${subtype}">${typeCode}</cbc:InvoiceTypeCode><cbc:Note>note</cbc:Note>
    <cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>
    <cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>
    ${isNote ? "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>R-0</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>" : ""}
    <cac:ContractDocumentReference><cbc:ID>C-1</cbc:ID></cac:ContractDocumentReference>
    <cac:AdditionalDocumentReference><cbc:ID>ICV</cbc:ID><cbc:UUID>1</cbc:UUID></cac:AdditionalDocumentReference>${embedded("PIH", FIRST_PIH)}${embedded("QR", "AQE=")}${stamp.reference}
    <cac:AccountingSupplierParty>${party("CRN", "1010054321", "311111111100003", "Seller")}</cac:AccountingSupplierParty>
    <cac:AccountingCustomerParty>${party("NAT", "1010054329", "399999999800003", "Buyer", contact)}</cac:AccountingCustomerParty>
    <cac:Delivery><cbc:ActualDeliveryDate>2026-03-01</cbc:ActualDeliveryDate><cbc:LatestDeliveryDate>2026-03-31</cbc:LatestDeliveryDate></cac:Delivery>
    <cac:PaymentMeans><cbc:PaymentMeansCode>42</cbc:PaymentMeansCode><cbc:InstructionNote>Returned goods</cbc:InstructionNote>
        <cac:PayeeFinancialAccount><cbc:ID>SA1</cbc:ID><cbc:PaymentNote>note</cbc:PaymentNote></cac:PayeeFinancialAccount></cac:PaymentMeans>
    ${adjustment(false, "10", "1.90", "19.00", "S")}${adjustment(true, "10", "1.90", "19.00", "S")}${adjustment(false, "10", "0.00", "0.00", "Z")}${adjustment(true, "10", "0.00", "0.00", "E")}
    <cac:TaxExchangeRate><cbc:SourceCurrencyCode>SAR</cbc:SourceCurrencyCode><cbc:TargetCurrencyCode>SAR</cbc:TargetCurrencyCode><cbc:CalculationRate>1.00</cbc:CalculationRate></cac:TaxExchangeRate>
    <cac:TaxTotal>${money("TaxAmount", "2.85")}</cac:TaxTotal>
    <cac:TaxTotal>${money("TaxAmount", "2.85")}${group("S", "19.00", "2.85")}${group("Z", "19.00", "0.00")}${group("E", "19.00", "0.00")}${group("O", "19.00", "0.00")}</cac:TaxTotal>
    <cac:LegalMonetaryTotal>${money("LineExtensionAmount", "76.00")}${money("TaxExclusiveAmount", "76.00")}${money("TaxInclusiveAmount", "78.85")}
        ${money("AllowanceTotalAmount", "1.90")}${money("ChargeTotalAmount", "1.90")}${money("PrepaidAmount", prepaid)}${money("PayableRoundingAmount", "0.50")}${money("PayableAmount", payable)}</cac:LegalMonetaryTotal>${lines}
</Invoice>
`;
};
