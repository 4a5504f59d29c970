// A stamper of its own for tests, written from the description of the stamp alone, with libxml2 and node:crypto. It
// shares no code with the product or the simulator, so that it can judge both.
import "reflect-metadata";
import { createHash, type KeyObject, X509Certificate as NodeCertificate, sign } from "node:crypto";
import { X509Certificate } from "@peculiar/x509";
import { XmlC14NMode, XmlDocument } from "libxml2-wasm";

/** A private key and its certificate, base64 DER. */
export type StampKey = { readonly privateKey: KeyObject; readonly certificate: string };

/** How to stamp one document. */
export type StampOptions = {
  readonly key: StampKey;
  /** `yyyy-MM-ddTHH:mm:ss`, UTC. */
  readonly signingTime: string;
  /** An issuer's name in place of the certificate's own. */
  readonly issuer?: string;
};

/** A stamped document and the values of its stamp. */
export type Stamped = {
  readonly xml: Buffer;
  readonly hash: string;
  readonly signature: string;
  readonly qr: string;
};

const CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();
const base64OfHex = (text: string): string => Buffer.from(sha256(text).toString("hex")).toString("base64");

const REMOVED = [
  "//*[local-name()='Invoice']//*[local-name()='UBLExtensions']",
  "//*[local-name()='AdditionalDocumentReference'][cbc:ID[normalize-space(text())='QR']]",
  "//*[local-name()='Invoice']//*[local-name()='Signature']",
];

/** The invoice hash of a document, stamped or not: base64 of the SHA-256 of what the stamp covers. */
export const foreignHash = (xml: string | Uint8Array): string => {
  const document = XmlDocument.fromBuffer(Buffer.from(xml));
  try {
    for (const path of REMOVED)
      for (let node = document.get(path, { cbc: CBC }); node; node = document.get(path, { cbc: CBC })) node.remove();
    return sha256(document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_1 })).toString("base64");
  } finally {
    document.dispose();
  }
};

const textOf = (xml: string, path: string): string => {
  const document = XmlDocument.fromString(xml);
  try {
    const steps = path.split("/").map((name) => `*[local-name()='${name}'][1]`);
    return document.get(`/*/${steps.join("/")}`)?.content ?? "";
  } finally {
    document.dispose();
  }
};

const certificateOf = (base64: string) => {
  const der = Buffer.from(base64, "base64");
  const node = new NodeCertificate(der);
  return {
    issuer: node.issuer.split("\n").reverse().join(", "),
    serial: BigInt(`0x${node.serialNumber}`).toString(),
    publicKey: node.publicKey.export({ type: "spki", format: "der" }),
    signature: Buffer.from(new X509Certificate(der).signature),
  };
};

type PropertyValues = {
  readonly time: string;
  readonly digest: string;
  readonly issuer: string;
  readonly serial: string;
};

/** The signed properties. Inside the document no namespace is repeated; before hashing every one is. */
const signedProperties = (values: PropertyValues, forHash: boolean): string => {
  const xades = forHash ? ' xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"' : "";
  const ds = forHash ? ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"' : "";
  return `<xades:SignedProperties${xades} Id="xadesSignedProperties">
                                    <xades:SignedSignatureProperties>
                                        <xades:SigningTime>${values.time}</xades:SigningTime>
                                        <xades:SigningCertificate>
                                            <xades:Cert>
                                                <xades:CertDigest>
                                                    <ds:DigestMethod${ds} Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                                                    <ds:DigestValue${ds}>${values.digest}</ds:DigestValue>
                                                </xades:CertDigest>
                                                <xades:IssuerSerial>
                                                    <ds:X509IssuerName${ds}>${values.issuer}</ds:X509IssuerName>
                                                    <ds:X509SerialNumber${ds}>${values.serial}</ds:X509SerialNumber>
                                                </xades:IssuerSerial>
                                            </xades:Cert>
                                        </xades:SigningCertificate>
                                    </xades:SignedSignatureProperties>
                                </xades:SignedProperties>`;
};

/** The digest of the signed properties these values make: base64 of a hexadecimal text. */
const propertiesDigest = (values: PropertyValues): string => base64OfHex(signedProperties(values, true));

type Block = {
  readonly hash: string;
  readonly signature: string;
  readonly certificate: string;
  readonly values: PropertyValues;
};

const extensions = ({ hash, signature, certificate, values }: Block): string => `<ext:UBLExtensions>
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
                                        <ds:XPath>not(//ancestor-or-self::cac:AdditionalDocumentReference[cbc:ID='QR'])</ds:XPath>
                                    </ds:Transform>
                                    <ds:Transform Algorithm="http://www.w3.org/2006/12/xml-c14n11"/>
                                </ds:Transforms>
                                <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                                <ds:DigestValue>${hash}</ds:DigestValue>
                            </ds:Reference>
                            <ds:Reference Type="http://www.w3.org/2000/09/xmldsig#SignatureProperties" URI="#xadesSignedProperties">
                                <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                                <ds:DigestValue>${propertiesDigest(values)}</ds:DigestValue>
                            </ds:Reference>
                        </ds:SignedInfo>
                        <ds:SignatureValue>${signature}</ds:SignatureValue>
                        <ds:KeyInfo>
                            <ds:X509Data>
                                <ds:X509Certificate>${certificate}</ds:X509Certificate>
                            </ds:X509Data>
                        </ds:KeyInfo>
                        <ds:Object>
                            <xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="signature">
                                ${signedProperties(values, false)}
                            </xades:QualifyingProperties>
                        </ds:Object>
                    </ds:Signature>
                </sac:SignatureInformation>
            </sig:UBLDocumentSignatures>
        </ext:ExtensionContent>
    </ext:UBLExtension>
</ext:UBLExtensions>`;

const references = (qr: string): string => `<cac:AdditionalDocumentReference>
        <cbc:ID>QR</cbc:ID>
        <cac:Attachment>
            <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">${qr}</cbc:EmbeddedDocumentBinaryObject>
        </cac:Attachment>
</cac:AdditionalDocumentReference><cac:Signature>
      <cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>
      <cbc:SignatureMethod>urn:oasis:names:specification:ubl:dsig:enveloped:xades</cbc:SignatureMethod>
</cac:Signature>`;

/** Base64 of tags 1, 2, 3 … with one-byte lengths. */
export const foreignQr = (values: readonly (string | Uint8Array)[]): string =>
  Buffer.concat(
    values.map((value, index) => {
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.from([index + 1, bytes.length]), bytes]);
    }),
  ).toString("base64");

/**
 * Stamps an unsigned document: hash, signature, certificate, signed properties and QR code (nine tags on simplified
 * documents, eight on standard ones). Nothing else in the text changes.
 */
export const foreignStamp = (unsigned: string, { key, signingTime, issuer }: StampOptions): Stamped => {
  const hash = foreignHash(unsigned);
  const signature = sign("sha256", Buffer.from(hash, "base64"), key.privateKey).toString("base64");
  const certificate = certificateOf(key.certificate);
  const values: PropertyValues = {
    time: signingTime,
    digest: base64OfHex(key.certificate),
    issuer: issuer ?? certificate.issuer,
    serial: certificate.serial,
  };
  const seller = "AccountingSupplierParty/Party";
  const isSimplified = /<cbc:InvoiceTypeCode name="02/.test(unsigned);
  const qr = foreignQr([
    textOf(unsigned, `${seller}/PartyLegalEntity/RegistrationName`),
    textOf(unsigned, `${seller}/PartyTaxScheme/CompanyID`),
    `${textOf(unsigned, "IssueDate")}T${textOf(unsigned, "IssueTime")}`,
    textOf(unsigned, "LegalMonetaryTotal/PayableAmount"),
    textOf(unsigned, "TaxTotal/TaxAmount"),
    hash,
    signature,
    certificate.publicKey,
    ...(isSimplified ? [certificate.signature] : []),
  ]);
  const xml = unsigned
    .replace(/<Invoice[^>]*>/, (tag) => tag + extensions({ hash, signature, certificate: key.certificate, values }))
    .replace("<cac:AccountingSupplierParty>", (tag) => references(qr) + tag);
  return { xml: Buffer.from(xml), hash, signature, qr };
};
