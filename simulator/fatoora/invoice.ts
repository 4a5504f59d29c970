// An uploaded document read once into plain facts: everything the checks look at (reference: documents C1 to C3,
// stamping). Anything may be missing; saying so is the checks' work.
import { ParseOption, XmlDocument } from "libxml2-wasm";
import { decodeBase64 } from "./base64.ts";
import { type CertificateFacts, readCertificate } from "./pki/certificate.ts";
import { decodeQr, type QrTags } from "./qr.ts";
import { canonicalRemainder, invoiceHash, secondVoice } from "./xml/canonical.ts";
import { all, type Element, textAt, treeOf } from "./xml/element.ts";
import { orderFaults } from "./xml/order.ts";
import type { Schema } from "./xml/schema.ts";
import { hexDigest, signedPropertiesText } from "./xml/signed-properties.ts";

/** Simplified documents are reported, standard ones cleared. */
export type Kind = "simplified" | "standard";

/** The stamp inside a document, as written there. */
export type Stamp = {
  readonly digest: string;
  readonly signedPropertiesDigest: string;
  /** What the signed properties' digest ought to be. */
  readonly expectedSignedPropertiesDigest: string;
  readonly signedPropertiesText: string;
  readonly signature: string;
  readonly certificate: CertificateFacts | undefined;
  readonly certificateText: string;
  readonly certificateDigest: string;
  readonly issuerName: string;
  readonly serialNumber: string;
  readonly signingTime: string;
};

/** The QR code of a document: absent, unreadable, or its tags. */
export type Qr = "absent" | "malformed" | QrTags;

/** One document. */
export type Invoice = {
  readonly tree: Element;
  /** What is left for the hash, in canonical form. */
  readonly canonical: string;
  readonly hash: string;
  /** The hash by a second parser and canonicaliser; undefined where that one refuses the bytes. */
  readonly secondHash: string | undefined;
  readonly schemaFaults: readonly string[];
  readonly kind: Kind;
  readonly typeCode: string;
  readonly irn: string;
  readonly uuid: string;
  readonly issueDate: string;
  readonly issueTime: string;
  readonly sellerName: string;
  readonly sellerVat: string;
  readonly payable: string;
  readonly vatTotal: string;
  readonly icv: string;
  readonly pih: string;
  readonly qr: Qr;
  readonly stamp: Stamp | undefined;
};

const SELLER = "cac:AccountingSupplierParty/cac:Party";
const EMBEDDED = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject";
const SIGNATURE =
  "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures/sac:SignatureInformation/ds:Signature";
const PROPERTIES = "ds:Object/xades:QualifyingProperties/xades:SignedProperties/xades:SignedSignatureProperties";
const CERTIFICATE = "xades:SigningCertificate/xades:Cert";

const reference = (tree: Element, id: string): Element | undefined =>
  all(tree, "cac:AdditionalDocumentReference").find((one) => textAt(one, "cbc:ID")?.trim() === id);

const qrOf = (tree: Element): Qr => {
  const element = reference(tree, "QR");
  if (element === undefined) return "absent";
  const bytes = decodeBase64((textAt(element, EMBEDDED) ?? "").trim());
  return (bytes && decodeQr(bytes)) ?? "malformed";
};

const stampOf = (tree: Element, propertiesText: string): Stamp | undefined => {
  const signature = all(tree, SIGNATURE)[0];
  if (signature === undefined) return undefined;
  const text = (path: string): string => (textAt(signature, path) ?? "").trim();
  const digests = all(signature, "ds:SignedInfo/ds:Reference/ds:DigestValue").map((element) => element.text.trim());
  const certificateText = text("ds:KeyInfo/ds:X509Data/ds:X509Certificate");
  return {
    digest: digests[0] ?? "",
    signedPropertiesDigest: digests[1] ?? "",
    expectedSignedPropertiesDigest: hexDigest(propertiesText),
    signedPropertiesText: propertiesText,
    signature: text("ds:SignatureValue"),
    certificate: readCertificate(certificateText),
    certificateText,
    certificateDigest: text(`${PROPERTIES}/${CERTIFICATE}/xades:CertDigest/ds:DigestValue`),
    // Not trimmed: the authority compares this text byte by byte.
    issuerName: textAt(signature, `${PROPERTIES}/${CERTIFICATE}/xades:IssuerSerial/ds:X509IssuerName`) ?? "",
    serialNumber: text(`${PROPERTIES}/${CERTIFICATE}/xades:IssuerSerial/ds:X509SerialNumber`),
    signingTime: text(`${PROPERTIES}/xades:SigningTime`),
  };
};

const kindOf = (tree: Element): Kind => {
  const name = all(tree, "cbc:InvoiceTypeCode")[0]?.attributes["name"] ?? "";
  return name.startsWith("01") ? "standard" : "simplified";
};

const icvOf = (tree: Element): string => {
  const element = reference(tree, "ICV");
  return element === undefined ? "" : (textAt(element, "cbc:UUID") ?? "");
};

const pihOf = (tree: Element): string => {
  const element = reference(tree, "PIH");
  return element === undefined ? "" : (textAt(element, EMBEDDED) ?? "").trim();
};

const fieldsOf = (tree: Element) => ({
  kind: kindOf(tree),
  typeCode: textAt(tree, "cbc:InvoiceTypeCode") ?? "",
  irn: textAt(tree, "cbc:ID") ?? "",
  uuid: textAt(tree, "cbc:UUID") ?? "",
  issueDate: textAt(tree, "cbc:IssueDate") ?? "",
  issueTime: textAt(tree, "cbc:IssueTime") ?? "",
  sellerName: textAt(tree, `${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`) ?? "",
  sellerVat: textAt(tree, `${SELLER}/cac:PartyTaxScheme/cbc:CompanyID`) ?? "",
  payable: textAt(tree, "cac:LegalMonetaryTotal/cbc:PayableAmount") ?? "",
  vatTotal: textAt(tree, "cac:TaxTotal/cbc:TaxAmount") ?? "",
  icv: icvOf(tree),
  pih: pihOf(tree),
  qr: qrOf(tree),
});

const SAFE = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE;

const factsOf = (document: XmlDocument, tree: Element, xml: Uint8Array, schema: Schema | undefined): Invoice => {
  const schemaFaults = schema === undefined ? orderFaults(tree) : schema.faults(document);
  const stamp = stampOf(tree, signedPropertiesText(document) ?? "");
  const canonical = canonicalRemainder(document); // changes the document: last
  return {
    tree,
    canonical,
    hash: invoiceHash(canonical),
    secondHash: secondVoice(xml),
    schemaFaults,
    stamp,
    ...fieldsOf(tree),
  };
};

/**
 * Reads the bytes of a document. Answers the reason in words where they are no well-formed UBL invoice, or carry a
 * document type declaration, which a parser must not be trusted with.
 */
export const readInvoice = (xml: Uint8Array, schema?: Schema): Invoice | string => {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(xml, { option: SAFE });
  } catch (error) {
    return error instanceof Error ? error.message.trim() : "not well-formed";
  }
  try {
    if (document.dtd !== null) return "a document type declaration is not allowed";
    const tree = treeOf(document);
    return tree.name === "Invoice" ? factsOf(document, tree, xml, schema) : "the root element must be a UBL Invoice";
  } finally {
    document.dispose();
  }
};
