// The places in an invoice that many rules speak of.

export const LINE = "cac:InvoiceLine";
export const TOTAL = "cac:LegalMonetaryTotal";
export const PREPAID = `${TOTAL}/cbc:PrepaidAmount`;

/** One VAT group of the breakdown, and its category. */
export const GROUP = "cac:TaxTotal/cac:TaxSubtotal";
export const GROUP_CATEGORY = `${GROUP}/cac:TaxCategory`;

/** The VAT group of a prepayment, which stands on a line. */
export const LINE_GROUP = `${LINE}/${GROUP}`;
export const LINE_CATEGORY = `${LINE}/cac:Item/cac:ClassifiedTaxCategory`;

export const SELLER = "cac:AccountingSupplierParty/cac:Party";
export const BUYER = "cac:AccountingCustomerParty/cac:Party";

/** Below a party. */
export const IDENTIFICATION = "cac:PartyIdentification/cbc:ID";
export const ADDRESS = "cac:PostalAddress";
export const NAME = "cac:PartyLegalEntity/cbc:RegistrationName";
export const VAT_NUMBER = "cac:PartyTaxScheme/cbc:CompanyID";

/** Counter, previous hash and QR code, and the file inside the latter two. */
export const REFERENCE = "cac:AdditionalDocumentReference";
export const EMBEDDED = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject";

export const SIGNATURE_INFORMATION =
  "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures/sac:SignatureInformation";
