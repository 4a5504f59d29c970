// One small valid invoice as text, written by hand for tests: one line of 100.00, 15 % VAT. Fields may be changed.

/** The first hash of every chain. */
export const FIRST_PIH = "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ==";

/** What a test may choose. */
export type InvoiceFields = {
  readonly irn: string;
  readonly uuid: string;
  readonly issueDate: string;
  readonly issueTime: string;
  /** 0200000 simplified, 0100000 standard. */
  readonly subtype: string;
  readonly typeCode: string;
  readonly icv: string;
  readonly pih: string;
  readonly sellerName: string;
  readonly sellerVat: string;
  readonly note: string;
};

const DEFAULTS: InvoiceFields = {
  irn: "SIM-1",
  uuid: "8e6000cf-1a98-4174-b3e7-b5d5954bc10d",
  issueDate: "2026-03-01",
  issueTime: "12:00:00",
  subtype: "0200000",
  typeCode: "388",
  icv: "1",
  pih: FIRST_PIH,
  sellerName: "مقهى الاختبار",
  sellerVat: "311111111100003",
  note: "شكرًا | Thank you",
};

const vatScheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";
const amount = (name: string, value: string): string => `<cbc:${name} currencyID="SAR">${value}</cbc:${name}>`;
const category = (name: string): string =>
  `<cac:${name}><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent>${vatScheme}</cac:${name}>`;

const billing = (typeCode: string): string =>
  typeCode === "388"
    ? ""
    : "\n    <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>SIM-0</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>";

const reason = (typeCode: string): string =>
  typeCode === "388" ? "" : "<cbc:InstructionNote>Returned goods</cbc:InstructionNote>";

const address = `<cac:PostalAddress>
                <cbc:StreetName>King Fahd Road</cbc:StreetName>
                <cbc:BuildingNumber>2322</cbc:BuildingNumber>
                <cbc:CitySubdivisionName>Al Olaya</cbc:CitySubdivisionName>
                <cbc:CityName>Riyadh</cbc:CityName>
                <cbc:PostalZone>12214</cbc:PostalZone>
                <cac:Country><cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country>
            </cac:PostalAddress>`;

const buyer = (subtype: string): string =>
  subtype.startsWith("02")
    ? ""
    : `
        <cac:Party>
            ${address}
            <cac:PartyTaxScheme><cbc:CompanyID>399999999800003</cbc:CompanyID>${vatScheme}</cac:PartyTaxScheme>
            <cac:PartyLegalEntity><cbc:RegistrationName>Buyer Company</cbc:RegistrationName></cac:PartyLegalEntity>
        </cac:Party>`;

const delivery = (subtype: string, date: string): string =>
  subtype.startsWith("02")
    ? ""
    : `\n    <cac:Delivery><cbc:ActualDeliveryDate>${date}</cbc:ActualDeliveryDate></cac:Delivery>`;

/** The text of an unsigned invoice or note. */
export const foreignInvoice = (chosen: Partial<InvoiceFields> = {}): string => {
  const f = { ...DEFAULTS, ...chosen };
  return `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">
    <cbc:ProfileID>reporting:1.0</cbc:ProfileID>
    <cbc:ID>${f.irn}</cbc:ID>
    <cbc:UUID>${f.uuid}</cbc:UUID>
    <cbc:IssueDate>${f.issueDate}</cbc:IssueDate>
    <cbc:IssueTime>${f.issueTime}</cbc:IssueTime>
    <cbc:InvoiceTypeCode name="${f.subtype}">${f.typeCode}</cbc:InvoiceTypeCode>
    <cbc:Note languageID="ar">${f.note}</cbc:Note>
    <cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode>
    <cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>${billing(f.typeCode)}
    <cac:AdditionalDocumentReference>
        <cbc:ID>ICV</cbc:ID>
        <cbc:UUID>${f.icv}</cbc:UUID>
    </cac:AdditionalDocumentReference>
    <cac:AdditionalDocumentReference>
        <cbc:ID>PIH</cbc:ID>
        <cac:Attachment>
            <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">${f.pih}</cbc:EmbeddedDocumentBinaryObject>
        </cac:Attachment>
    </cac:AdditionalDocumentReference>
    <cac:AccountingSupplierParty>
        <cac:Party>
            <cac:PartyIdentification><cbc:ID schemeID="CRN">1010054321</cbc:ID></cac:PartyIdentification>
            ${address}
            <cac:PartyTaxScheme><cbc:CompanyID>${f.sellerVat}</cbc:CompanyID>${vatScheme}</cac:PartyTaxScheme>
            <cac:PartyLegalEntity><cbc:RegistrationName>${f.sellerName}</cbc:RegistrationName></cac:PartyLegalEntity>
        </cac:Party>
    </cac:AccountingSupplierParty>
    <cac:AccountingCustomerParty>${buyer(f.subtype)}
    </cac:AccountingCustomerParty>${delivery(f.subtype, f.issueDate)}
    <cac:PaymentMeans><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode>${reason(f.typeCode)}</cac:PaymentMeans>
    <cac:TaxTotal>
        ${amount("TaxAmount", "15.00")}
    </cac:TaxTotal>
    <cac:TaxTotal>
        ${amount("TaxAmount", "15.00")}
        <cac:TaxSubtotal>
            ${amount("TaxableAmount", "100.00")}
            ${amount("TaxAmount", "15.00")}
            ${category("TaxCategory")}
        </cac:TaxSubtotal>
    </cac:TaxTotal>
    <cac:LegalMonetaryTotal>
        ${amount("LineExtensionAmount", "100.00")}
        ${amount("TaxExclusiveAmount", "100.00")}
        ${amount("TaxInclusiveAmount", "115.00")}
        ${amount("AllowanceTotalAmount", "0.00")}
        ${amount("PrepaidAmount", "0.00")}
        ${amount("PayableAmount", "115.00")}
    </cac:LegalMonetaryTotal>
    <cac:InvoiceLine>
        <cbc:ID>1</cbc:ID>
        <cbc:InvoicedQuantity unitCode="PCE">4.000000</cbc:InvoicedQuantity>
        ${amount("LineExtensionAmount", "100.00")}
        <cac:TaxTotal>
            ${amount("TaxAmount", "15.00")}
            ${amount("RoundingAmount", "115.00")}
        </cac:TaxTotal>
        <cac:Item>
            <cbc:Name>كتاب</cbc:Name>
            ${category("ClassifiedTaxCategory")}
        </cac:Item>
        <cac:Price>${amount("PriceAmount", "25.00")}</cac:Price>
    </cac:InvoiceLine>
</Invoice>
`;
};
