// What the gateway adds to a standard document it clears: its own stamp, a QR code of eight tags, and the reference to
// the signature (reference: stamping 1 to 7). The device's own, if any, are replaced; the invoice hash stays the same.
import { createPrivateKey, sign } from "node:crypto";
import type { Invoice } from "./invoice.ts";
import { readCertificate } from "./pki/certificate.ts";
import { encodeQr } from "./qr.ts";
import { NAMESPACES } from "./xml/element.ts";
import { hexDigest, type SignedPropertiesValues, templateText } from "./xml/signed-properties.ts";

/** The gateway's own seal: a private key (PKCS#8 PEM) and its certificate (base64 DER). */
export type Seal = { readonly keyPem: string; readonly certificate: string };

const SIGNATURE_METHOD = "urn:oasis:names:specification:ubl:dsig:enveloped:xades";
const C14N = "http://www.w3.org/2006/12/xml-c14n11";
const SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
const XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";

const EXCLUDED = ["ext:UBLExtensions", "cac:Signature", "cac:AdditionalDocumentReference[cbc:ID='QR']"];

const transform = (path: string): string =>
  `<ds:Transform Algorithm="${XPATH}"><ds:XPath>not(//ancestor-or-self::${path})</ds:XPath></ds:Transform>`;

const signedInfo = (hash: string, propertiesDigest: string): string =>
  `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${C14N}"/>` +
  `<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>` +
  `<ds:Reference Id="invoiceSignedData" URI=""><ds:Transforms>${EXCLUDED.map(transform).join("")}` +
  `<ds:Transform Algorithm="${C14N}"/></ds:Transforms><ds:DigestMethod Algorithm="${SHA256}"/>` +
  `<ds:DigestValue>${hash}</ds:DigestValue></ds:Reference>` +
  `<ds:Reference Type="http://www.w3.org/2000/09/xmldsig#SignatureProperties" URI="#xadesSignedProperties">` +
  `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${propertiesDigest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;

const declare = (...prefixes: readonly (keyof typeof NAMESPACES)[]): string =>
  prefixes.map((prefix) => ` xmlns:${prefix}="${NAMESPACES[prefix]}"`).join("");

/** In the document the namespaces stand on the outer elements only; the digest is of the form that repeats them. */
const inDocument = (properties: string): string =>
  properties.replaceAll(declare("ds"), "").replace(declare("xades"), "");

const extensions = (invoice: Invoice, values: SignedPropertiesValues, seal: Seal, signature: string): string => {
  const properties = templateText(values);
  return (
    `<ext:UBLExtensions${declare("ext")}><ext:UBLExtension>` +
    `<ext:ExtensionURI>${SIGNATURE_METHOD}</ext:ExtensionURI><ext:ExtensionContent>` +
    `<sig:UBLDocumentSignatures${declare("sig", "sac", "sbc")}><sac:SignatureInformation>` +
    `<cbc:ID${declare("cbc")}>urn:oasis:names:specification:ubl:signature:1</cbc:ID>` +
    `<sbc:ReferencedSignatureID>urn:oasis:names:specification:ubl:signature:Invoice</sbc:ReferencedSignatureID>` +
    `<ds:Signature${declare("ds")} Id="signature">${signedInfo(invoice.hash, hexDigest(properties))}` +
    `<ds:SignatureValue>${signature}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>` +
    `<ds:X509Certificate>${seal.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>` +
    `<xades:QualifyingProperties${declare("xades")} Target="signature">${inDocument(properties)}` +
    "</xades:QualifyingProperties></ds:Object></ds:Signature></sac:SignatureInformation>" +
    "</sig:UBLDocumentSignatures></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
  );
};

const references = (qr: string): string =>
  `<cac:AdditionalDocumentReference${declare("cac", "cbc")}><cbc:ID>QR</cbc:ID><cac:Attachment>` +
  `<cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">${qr}</cbc:EmbeddedDocumentBinaryObject>` +
  "</cac:Attachment></cac:AdditionalDocumentReference>" +
  `<cac:Signature${declare("cac", "cbc")}><cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>` +
  `<cbc:SignatureMethod>${SIGNATURE_METHOD}</cbc:SignatureMethod></cac:Signature>`;

const qrOf = (invoice: Invoice, signature: string, publicKey: Buffer): string =>
  encodeQr([
    ...[
      invoice.sellerName,
      invoice.sellerVat,
      `${invoice.issueDate}T${invoice.issueTime}`,
      invoice.payable,
      invoice.vatTotal,
      invoice.hash,
      signature,
    ].map((value) => Buffer.from(value)),
    publicKey,
  ]).toString("base64");

const START_TAG = /^<[^>"]*(?:"[^"]*"[^>"]*)*>/;
const SELLER_TAG = /<(?:[\w.-]+:)?AccountingSupplierParty[\s>]/;

/**
 * The cleared form of a document: its canonical remainder with the gateway's stamp put in, UTF-8.
 * @throws Error where the seal is broken.
 */
export const clear = (invoice: Invoice, seal: Seal, now: number): Buffer => {
  const certificate = readCertificate(seal.certificate);
  if (certificate === undefined) throw new Error("the simulator's own seal certificate cannot be read");
  const hash = Buffer.from(invoice.hash, "base64");
  const signature = sign("sha256", hash, createPrivateKey(seal.keyPem)).toString("base64");
  const values: SignedPropertiesValues = {
    signingTime: new Date(now).toISOString().slice(0, 19),
    certificateDigest: hexDigest(seal.certificate),
    issuerName: certificate.issuerName,
    serialNumber: certificate.serialNumber,
  };
  const stamped = invoice.canonical
    .replace(START_TAG, (tag) => tag + extensions(invoice, values, seal, signature))
    .replace(SELLER_TAG, (tag) => references(qrOf(invoice, signature, certificate.publicKeyDer)) + tag);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${stamped}`);
};
