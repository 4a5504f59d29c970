-- Room for six years: texts of a document packed with a dictionary, counts kept instead of counted, an index for every way
-- of looking. Rows from before stay as they are: their texts stand plain, and no dictionary is named.

-- Released bytes are never changed, in this file or in a ledger: every packed row was made with them.
CREATE TABLE dictionary (
  id INTEGER PRIMARY KEY,
  -- A chain, or the gateway's answers; none for the first one, which is the empty form of our own documents.
  made_for TEXT,
  bytes BLOB NOT NULL
) STRICT;

CREATE INDEX dictionary_of ON dictionary (made_for, id);
CREATE TRIGGER dictionary_is_final BEFORE UPDATE ON dictionary
BEGIN SELECT RAISE(ABORT, 'a dictionary is never changed'); END;
CREATE TRIGGER dictionary_stays BEFORE DELETE ON dictionary
BEGIN SELECT RAISE(ABORT, 'a dictionary is never removed'); END;

-- packed: SHA-256 of the plain bytes, then those bytes deflated (RFC 1951) with the dictionary. The plain bytes begin with
-- a line of JSON, the length of each text in bytes: xml, receipt, sale, totals, warnings, qr of a document; xml, qr of a
-- clearance; answer of an attempt. The columns of those names are empty then.
ALTER TABLE document ADD COLUMN dictionary INTEGER REFERENCES dictionary (id);
ALTER TABLE document ADD COLUMN packed BLOB CHECK ((packed IS NULL) = (dictionary IS NULL));
ALTER TABLE clearance ADD COLUMN dictionary INTEGER REFERENCES dictionary (id);
ALTER TABLE clearance ADD COLUMN packed BLOB CHECK ((packed IS NULL) = (dictionary IS NULL));
ALTER TABLE attempt ADD COLUMN dictionary INTEGER REFERENCES dictionary (id);
ALTER TABLE attempt ADD COLUMN packed BLOB CHECK ((packed IS NULL) = (dictionary IS NULL));

-- How many documents are in each state.
CREATE TABLE outbox_count (
  state TEXT PRIMARY KEY,
  count INTEGER NOT NULL CHECK (count >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO outbox_count SELECT state, count(*) FROM outbox GROUP BY state;

CREATE TRIGGER outbox_counts_new AFTER INSERT ON outbox
BEGIN
  INSERT INTO outbox_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER outbox_counts_verdict AFTER UPDATE OF state ON outbox WHEN NEW.state <> OLD.state
BEGIN
  UPDATE outbox_count SET count = count - 1 WHERE state = OLD.state;
  INSERT INTO outbox_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;

-- What somebody looks for in a list: the newest of a state, of a kind.
CREATE INDEX outbox_state ON outbox (state, document);
CREATE INDEX document_profile ON document (profile);
CREATE INDEX document_type ON document (type);
-- Documents made again keep their time, so they stand out of order.
CREATE INDEX document_again ON document (issued_at) WHERE generation > 1;

CREATE INDEX held_sale_refused ON held_sale (id) WHERE refused IS NOT NULL;
CREATE INDEX original_of ON original (document);
CREATE INDEX remote_answer_of ON remote_answer (reference);

-- Parts of numbers and references, three characters at a time. Filled while nobody sells; what is not in it yet is looked
-- through.
CREATE VIRTUAL TABLE document_search USING fts5 (
  irn, reference, content = '', detail = none, tokenize = 'trigram case_sensitive 1'
);

-- How far the ledger was audited, sealed under the unit's wrapping key: a changed ledger carries none that opens.
CREATE TABLE audited (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed TEXT NOT NULL
) STRICT;

INSERT INTO dictionary (id, bytes) VALUES (1, CAST('[{"code":"sale/arabic-name","severity":"warning","path":"","message":{"ar":"الاسم بلا عربية، والعربية واجبة في الفاتورة","en":"the name has no Arabic, which the VAT regulation asks for on the invoice"},"fix":{"ar":"أضف الاسم بالعربية: { \"ar\": …, \"en\": … }","en":"add the Arabic name: { \"ar\": …, \"en\": … }"}}]
<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cbc:StreetName></cbc:StreetName><cbc:BuildingNumber></cbc:BuildingNumber><cbc:CitySubdivisionName></cbc:CitySubdivisionName><cbc:CityName></cbc:CityName><cbc:PostalZone></cbc:PostalZone><cac:Country><cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID></cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName></cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty><cac:Delivery><cbc:ActualDeliveryDate></cbc:ActualDeliveryDate></cac:Delivery>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID></cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
<cac:PaymentMeans><cbc:PaymentMeansCode>48</cbc:PaymentMeansCode><cbc:InstructionNote></cbc:InstructionNote></cac:PaymentMeans>
{"form":"receipt","profile":"standard","type":"invoice","marks":[""],"header":[],"footer":[],"seller":{"name":{"ar":"","en":""},"address":{"ar":"","en":""},"vatNumber":"","id":{"scheme":"CRN","value":""}},"irn":"","issueDate":"","issueTime":"","flags":[],"originals":[],"pricesIncludeVat":true,"lines":[{"name":{"ar":"","en":""},"quantity":"","unit":"PCE","unitPrice":"","vat":{"category":"S","rate":"15"},"discounts":[],"charges":[],"amount":""}],"linesTotal":"","discounts":[],"charges":[],"totalWithoutVat":"","vatGroups":[{"category":"S","rate":"15","taxable":"","vat":""}],"vatTotal":"","vatInSar":"","totalWithVat":"","amountDue":"","currency":"SAR","prepaid":[],"payments":[{"means":"card","amount":""}],"qr":"","buyer":{"name":{"ar":"","en":""},"address":{"ar":"","en":""},"vatNumber":""}}
"إرجاع السلع أو الخدمات","en":"Goods or services returned"}}
<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"><ext:UBLExtensions>
    <ext:UBLExtension>
        <ext:ExtensionURI>urn:oasis:names:specification:ubl:dsig:enveloped:xades</ext:ExtensionURI>
        <ext:ExtensionContent>
            <sig:UBLDocumentSignatures xmlns:sig="urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2" xmlns:sac="urn:oasis:names:specification:ubl:schema:xsd:SignatureAggregateComponents-2" xmlns:sbc="urn:oasis:names:specification:ubl:schema:xsd:SignatureBasicComponents-2">
                <sac:SignatureInformation>
                    <cbc:ID>urn:oasis:names:specification:ubl:signature:1</cbc:ID>
                    <sbc:ReferencedSignatureID>urn:oasis:names:specification:ubl:signature:Invoice</sbc:ReferencedSignatureID>
                    <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="signature">
                        <ds:SignedInfo>
                            <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2006/12/xml-c14n11"/>
                            <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>
                            <ds:Reference Id="invoiceSignedData" URI="">
                                <ds:Transforms>
                                    <ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
                                        <ds:XPath>not(//ancestor-or-self::ext:UBLExtensions)</ds:XPath>
                                    </ds:Transform>
                                    <ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
                                        <ds:XPath>not(//ancestor-or-self::cac:Signature)</ds:XPath>
                                    </ds:Transform>
                                    <ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
                                        <ds:XPath>not(//ancestor-or-self::cac:AdditionalDocumentReference[cbc:ID=''QR''])</ds:XPath>
                                    </ds:Transform>
                                    <ds:Transform Algorithm="http://www.w3.org/2006/12/xml-c14n11"/>
                                </ds:Transforms>
                                <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                                <ds:DigestValue></ds:DigestValue>
                            </ds:Reference>
                            <ds:Reference Type="http://www.w3.org/2000/09/xmldsig#SignatureProperties" URI="#xadesSignedProperties">
                                <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                                <ds:DigestValue></ds:DigestValue>
                            </ds:Reference>
                        </ds:SignedInfo>
                        <ds:SignatureValue></ds:SignatureValue>
                        <ds:KeyInfo>
                            <ds:X509Data>
                                <ds:X509Certificate></ds:X509Certificate>
                            </ds:X509Data>
                        </ds:KeyInfo>
                        <ds:Object>
                            <xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="signature">
                                <xades:SignedProperties Id="xadesSignedProperties">
                                    <xades:SignedSignatureProperties>
                                        <xades:SigningTime></xades:SigningTime>
                                        <xades:SigningCertificate>
                                            <xades:Cert>
                                                <xades:CertDigest>
                                                    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                                                    <ds:DigestValue></ds:DigestValue>
                                                </xades:CertDigest>
                                                <xades:IssuerSerial>
                                                    <ds:X509IssuerName></ds:X509IssuerName>
                                                    <ds:X509SerialNumber></ds:X509SerialNumber>
                                                </xades:IssuerSerial>
                                            </xades:Cert>
                                        </xades:SigningCertificate>
                                    </xades:SignedSignatureProperties>
                                </xades:SignedProperties>
                            </xades:QualifyingProperties>
                        </ds:Object>
                    </ds:Signature>
                </sac:SignatureInformation>
            </sig:UBLDocumentSignatures>
        </ext:ExtensionContent>
    </ext:UBLExtension>
</ext:UBLExtensions><cbc:ProfileID>reporting:1.0</cbc:ProfileID><cbc:ID></cbc:ID><cbc:UUID></cbc:UUID><cbc:IssueDate></cbc:IssueDate><cbc:IssueTime></cbc:IssueTime><cbc:InvoiceTypeCode name="0200000">388</cbc:InvoiceTypeCode><cbc:Note></cbc:Note><cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode><cac:OrderReference><cbc:ID></cbc:ID></cac:OrderReference><cac:AdditionalDocumentReference><cbc:ID>ICV</cbc:ID><cbc:UUID>1</cbc:UUID></cac:AdditionalDocumentReference><cac:AdditionalDocumentReference><cbc:ID>PIH</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain"></cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference><cac:AdditionalDocumentReference><cbc:ID>QR</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain"></cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference><cac:Signature><cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID><cbc:SignatureMethod>urn:oasis:names:specification:ubl:dsig:enveloped:xades</cbc:SignatureMethod></cac:Signature><cac:AccountingSupplierParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID="CRN"></cbc:ID></cac:PartyIdentification><cac:PostalAddress><cbc:StreetName></cbc:StreetName><cbc:BuildingNumber></cbc:BuildingNumber><cbc:CitySubdivisionName></cbc:CitySubdivisionName><cbc:CityName></cbc:CityName><cbc:PostalZone></cbc:PostalZone><cac:Country><cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID></cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName></cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty><cac:AccountingCustomerParty></cac:AccountingCustomerParty><cac:PaymentMeans><cbc:PaymentMeansCode>48</cbc:PaymentMeansCode></cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode></cac:PaymentMeans><cac:AllowanceCharge><cbc:ChargeIndicator></cbc:ChargeIndicator><cbc:AllowanceChargeReason></cbc:AllowanceChargeReason><cbc:Amount currencyID="SAR"></cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge><cac:AllowanceCharge><cbc:ChargeIndicator></cbc:ChargeIndicator><cbc:AllowanceChargeReason></cbc:AllowanceChargeReason><cbc:Amount currencyID="SAR"></cbc:Amount><cac:TaxCategory><cbc:ID>Z</cbc:ID><cbc:Percent>0.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge><cac:AllowanceCharge><cbc:ChargeIndicator></cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode></cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason></cbc:AllowanceChargeReason><cbc:Amount currencyID="SAR"></cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge><cac:TaxTotal><cbc:TaxAmount currencyID="SAR"></cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID="SAR"></cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="SAR"></cbc:TaxableAmount><cbc:TaxAmount currencyID="SAR"></cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal><cac:TaxSubtotal><cbc:TaxableAmount currencyID="SAR"></cbc:TaxableAmount><cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>Z</cbc:ID><cbc:Percent>0.00</cbc:Percent><cbc:TaxExemptionReasonCode>VATEX-SA-35</cbc:TaxExemptionReasonCode><cbc:TaxExemptionReason></cbc:TaxExemptionReason><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal><cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="SAR"></cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="SAR"></cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="SAR"></cbc:TaxInclusiveAmount><cbc:AllowanceTotalAmount currencyID="SAR"></cbc:AllowanceTotalAmount><cbc:ChargeTotalAmount currencyID="SAR"></cbc:ChargeTotalAmount><cbc:PayableAmount currencyID="SAR"></cbc:PayableAmount></cac:LegalMonetaryTotal><cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="PCE"></cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="SAR"></cbc:LineExtensionAmount><cac:TaxTotal><cbc:TaxAmount currencyID="SAR"></cbc:TaxAmount><cbc:RoundingAmount currencyID="SAR"></cbc:RoundingAmount></cac:TaxTotal><cac:Item><cbc:Name></cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="SAR"></cbc:PriceAmount></cac:Price></cac:InvoiceLine><cac:InvoiceLine><cbc:ID></cbc:ID><cbc:InvoicedQuantity unitCode="PCE">1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="SAR"></cbc:LineExtensionAmount><cac:TaxTotal><cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount><cbc:RoundingAmount currencyID="SAR"></cbc:RoundingAmount></cac:TaxTotal><cac:Item><cbc:Name></cbc:Name><cac:SellersItemIdentification><cbc:ID></cbc:ID></cac:SellersItemIdentification><cac:StandardItemIdentification><cbc:ID></cbc:ID></cac:StandardItemIdentification><cac:ClassifiedTaxCategory><cbc:ID>Z</cbc:ID><cbc:Percent>0.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="SAR"></cbc:PriceAmount></cac:Price></cac:InvoiceLine><cac:InvoiceLine><cbc:ID></cbc:ID><cbc:InvoicedQuantity unitCode="KGM"></cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="SAR"></cbc:LineExtensionAmount><cac:AllowanceCharge><cbc:ChargeIndicator></cbc:ChargeIndicator><cbc:AllowanceChargeReason></cbc:AllowanceChargeReason><cbc:MultiplierFactorNumeric></cbc:MultiplierFactorNumeric><cbc:Amount currencyID="SAR"></cbc:Amount><cbc:BaseAmount currencyID="SAR"></cbc:BaseAmount></cac:AllowanceCharge><cac:TaxTotal><cbc:TaxAmount currencyID="SAR"></cbc:TaxAmount><cbc:RoundingAmount currencyID="SAR"></cbc:RoundingAmount></cac:TaxTotal><cac:Item><cbc:Name></cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="SAR"></cbc:PriceAmount></cac:Price></cac:InvoiceLine></Invoice>
{"form":"receipt","profile":"simplified","type":"invoice","marks":[""],"header":[],"footer":[],"seller":{"name":{"ar":"","en":""},"address":{"ar":"","en":""},"vatNumber":"","id":{"scheme":"CRN","value":""}},"irn":"","issueDate":"","issueTime":"","flags":[],"originals":[],"pricesIncludeVat":true,"lines":[{"name":{"ar":"","en":""},"quantity":"","unit":"PCE","unitPrice":"","vat":{"category":"S","rate":"15"},"discounts":[],"charges":[],"amount":""},{"name":{"ar":"","en":""},"quantity":"1","unit":"PCE","unitPrice":"","vat":{"category":"Z","rate":"0"},"discounts":[],"charges":[],"amount":""},{"name":{"ar":"","en":""},"quantity":"","unit":"KGM","unitPrice":"","vat":{"category":"S","rate":"15"},"discounts":[{"reason":{"ar":"","en":""},"amount":"","percent":"10"}],"charges":[],"amount":""}],"linesTotal":"","discounts":[{"reason":{"ar":"","en":""},"amount":""}],"charges":[{"reason":{"ar":"","en":""},"amount":""}],"totalWithoutVat":"","vatGroups":[{"category":"S","rate":"15","taxable":"","vat":""},{"category":"Z","rate":"0","taxable":"","vat":"0.00","exemption":{"code":"VATEX-SA-35","text":{"ar":"","en":""}}}],"vatTotal":"","vatInSar":"","totalWithVat":"","amountDue":"","currency":"SAR","prepaid":[],"payments":[{"means":"card","amount":""},{"means":"cash","amount":""}],"qr":"","change":"","cashier":"","order":"","note":{"ar":"","en":""}}
{"reference":"","type":"invoice","profile":"simplified","prices":"vat-inclusive","lines":[{"name":{"ar":"","en":""},"quantity":"","unit":"PCE","price":"","vat":"S"},{"name":"","code":"","barcode":"","quantity":"1","price":"","vat":{"category":"Z","exemption":"VATEX-SA-35"}},{"name":"","quantity":"","unit":"KGM","price":"","discounts":[{"percent":"10","reason":""}],"vat":"S"}],"discounts":[{"amount":"","reason":""}],"charges":[{"amount":"","reason":"","reasonCode":"","vat":"S"}],"payments":[{"means":"card","amount":""},{"means":"cash","amount":""}],"cashier":"","order":"","note":""}
{"net":"","vat":"","gross":"","payable":"","prepaid":"0.00","rounding":"0.00","currency":"SAR","vatInSar":"","paid":"","change":"","vatBreakdown":[{"category":"S","rate":"15","taxable":"","vat":""},{"category":"Z","rate":"0","taxable":"","vat":"0.00","exemption":"VATEX-SA-35","exemptionReason":""}]}' AS BLOB));
