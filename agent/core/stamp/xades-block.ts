// The stamp's XAdES block as the authority's SDK lays it out: four blanks a level, LF, `/>` for empty elements.
// The layout is part of what gateways digest (stamping.md 4), so it is generated here and nowhere else.
import { remembered } from "../remembered.ts";
import { type RiyadhTime, utcText } from "../riyadh-time.ts";
import { escapeText } from "../xml/characters.ts";
import { element, NAMESPACES, type XmlAttribute, type XmlElement, type XmlNode } from "../xml/tree.ts";
import { hexDigestBase64 } from "./certificate.ts";
import type { StampCertificate } from "./certificate-facts.ts";
import { signedPropertiesText } from "./signed-properties.ts";

const SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
const C14N11 = "http://www.w3.org/2006/12/xml-c14n11";
const XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
const ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

/** Identifiers fixed by the authority (BR-KSA-28, 29, 30). */
export const STAMP_IDS = {
  signature: "urn:oasis:names:specification:ubl:signature:1",
  referenced: "urn:oasis:names:specification:ubl:signature:Invoice",
  method: "urn:oasis:names:specification:ubl:dsig:enveloped:xades",
} as const;

export interface XadesParts {
  /** Invoice hash, base64. */
  readonly hash: string;
  /** DER ECDSA over the 32 hash bytes, base64. */
  readonly signature: string;
  readonly certificate: StampCertificate;
  readonly signedAt: RiyadhTime;
}

const attribute = (name: string, value: string): XmlAttribute => ({ name, value });
const algorithm = (name: string, uri: string): XmlElement => element(name, [], [attribute("Algorithm", uri)]);
const namespace = (prefix: "sig" | "sac" | "sbc" | "ds" | "xades"): XmlAttribute =>
  attribute(`xmlns:${prefix}`, NAMESPACES[prefix]);

/** The whole `ext:UBLExtensions` element as text. */
export function xadesBlock({ hash, signature, certificate, signedAt }: XadesParts): string {
  const frame = frameOf(certificate);
  const time = utcText(signedAt);
  const propertiesDigest = hexDigestBase64(filled(frame.properties, [time]));
  return filled(frame.block, [hash, propertiesDigest, signature, time]);
}

/** The texts of a certificate's blocks, cut where they differ from document to document: all else is made once. */
interface Frame {
  readonly block: readonly string[];
  readonly properties: readonly string[];
}

const HOLES = { hash: "{{hash}}", digest: "{{digest}}", signature: "{{signature}}", time: "{{time}}" } as const;

const frameOf = remembered((certificate: StampCertificate): Frame => {
  const properties = indented(signedProperties(certificate), 8);
  const { hash, digest: own, signature, time } = HOLES;
  return {
    block: cut(blockText(certificate, properties), [hash, own, signature, time]),
    properties: cut(signedPropertiesText(properties), [time]),
  };
});

/** The pieces of a text between its holes. @throws Error where they do not stand in it once each, in this order. */
function cut(text: string, holes: readonly string[]): readonly string[] {
  const pieces = text.split(/\{\{\w+\}\}/);
  if (filled(pieces, holes) !== text) throw new Error("the certificate's names cannot be told from the stamp's holes");
  return pieces;
}

const filled = (pieces: readonly string[], values: readonly string[]): string =>
  pieces.map((piece, i) => piece + (values[i] ?? "")).join("");

function blockText(certificate: StampCertificate, properties: XmlElement): string {
  const extension = element("ext:UBLExtension", [
    element("ext:ExtensionURI", STAMP_IDS.method),
    element("ext:ExtensionContent", [
      element(
        "sig:UBLDocumentSignatures",
        [
          element("sac:SignatureInformation", [
            element("cbc:ID", STAMP_IDS.signature),
            element("sbc:ReferencedSignatureID", STAMP_IDS.referenced),
            signatureElement(certificate, properties),
          ]),
        ],
        [namespace("sig"), namespace("sac"), namespace("sbc")],
      ),
    ]),
  ]);
  return plainText(indented(element("ext:UBLExtensions", [extension]), 0));
}

function signatureElement(certificate: StampCertificate, properties: XmlElement): XmlElement {
  return element(
    "ds:Signature",
    [
      signedInfo(),
      element("ds:SignatureValue", HOLES.signature),
      element("ds:KeyInfo", [element("ds:X509Data", [element("ds:X509Certificate", certificate.base64)])]),
      element("ds:Object", [
        element("xades:QualifyingProperties", [properties], [namespace("xades"), attribute("Target", "signature")]),
      ]),
    ],
    [namespace("ds"), attribute("Id", "signature")],
  );
}

function signedInfo(): XmlElement {
  const leftOut = ["ext:UBLExtensions", "cac:Signature", "cac:AdditionalDocumentReference[cbc:ID='QR']"].map((path) =>
    element("ds:Transform", [element("ds:XPath", `not(//ancestor-or-self::${path})`)], [attribute("Algorithm", XPATH)]),
  );
  return element("ds:SignedInfo", [
    algorithm("ds:CanonicalizationMethod", C14N11),
    algorithm("ds:SignatureMethod", ECDSA),
    element(
      "ds:Reference",
      [element("ds:Transforms", [...leftOut, algorithm("ds:Transform", C14N11)]), ...digest(HOLES.hash)],
      [attribute("Id", "invoiceSignedData"), attribute("URI", "")],
    ),
    element("ds:Reference", digest(HOLES.digest), [
      attribute("Type", "http://www.w3.org/2000/09/xmldsig#SignatureProperties"),
      attribute("URI", "#xadesSignedProperties"),
    ]),
  ]);
}

const digest = (value: string): readonly XmlElement[] => [
  algorithm("ds:DigestMethod", SHA256),
  element("ds:DigestValue", value),
];

function signedProperties(certificate: StampCertificate): XmlElement {
  const cert = element("xades:Cert", [
    element("xades:CertDigest", digest(certificate.digest)),
    element("xades:IssuerSerial", [
      element("ds:X509IssuerName", certificate.issuerName),
      element("ds:X509SerialNumber", certificate.serialNumber),
    ]),
  ]);
  return element(
    "xades:SignedProperties",
    [
      element("xades:SignedSignatureProperties", [
        element("xades:SigningTime", HOLES.time),
        element("xades:SigningCertificate", [cert]),
      ]),
    ],
    [attribute("Id", "xadesSignedProperties")],
  );
}

/** The same element with line breaks and four blanks a level between its child elements. */
function indented(node: XmlElement, depth: number): XmlElement {
  if (!node.children.some((child) => typeof child === "object")) return node;
  if (typeof node.children[0] === "string") return node;
  const line = (at: number): string => `\n${"    ".repeat(at)}`;
  const children = node.children.flatMap((child): readonly XmlNode[] =>
    typeof child === "object" && "name" in child ? [line(depth + 1), indented(child, depth + 1)] : [child],
  );
  return { ...node, children: [...children, line(depth)] };
}

function plainText(node: XmlElement): string {
  const start = `<${node.name}${node.attributes.map((a) => ` ${a.name}="${a.value}"`).join("")}`;
  if (node.children.length === 0) return `${start}/>`;
  const children = node.children.map((child) =>
    typeof child === "string" ? escapeText(child) : "name" in child ? plainText(child) : "",
  );
  return `${start}>${children.join("")}</${node.name}>`;
}
