// The stamp's XAdES block as the authority's SDK lays it out: four blanks a level, LF, `/>` for empty elements.
// The layout is part of what gateways digest (stamping.md 4), so it is generated here and nowhere else.
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
export function xadesBlock(parts: XadesParts): string {
  const properties = indented(signedProperties(parts), 8);
  const propertiesDigest = hexDigestBase64(signedPropertiesText(properties));
  const extension = element("ext:UBLExtension", [
    element("ext:ExtensionURI", STAMP_IDS.method),
    element("ext:ExtensionContent", [
      element(
        "sig:UBLDocumentSignatures",
        [
          element("sac:SignatureInformation", [
            element("cbc:ID", STAMP_IDS.signature),
            element("sbc:ReferencedSignatureID", STAMP_IDS.referenced),
            signature(parts, propertiesDigest, properties),
          ]),
        ],
        [namespace("sig"), namespace("sac"), namespace("sbc")],
      ),
    ]),
  ]);
  return plainText(indented(element("ext:UBLExtensions", [extension]), 0));
}

function signature(parts: XadesParts, propertiesDigest: string, properties: XmlElement): XmlElement {
  return element(
    "ds:Signature",
    [
      signedInfo(parts.hash, propertiesDigest),
      element("ds:SignatureValue", parts.signature),
      element("ds:KeyInfo", [element("ds:X509Data", [element("ds:X509Certificate", parts.certificate.base64)])]),
      element("ds:Object", [
        element("xades:QualifyingProperties", [properties], [namespace("xades"), attribute("Target", "signature")]),
      ]),
    ],
    [namespace("ds"), attribute("Id", "signature")],
  );
}

function signedInfo(hash: string, propertiesDigest: string): XmlElement {
  const leftOut = ["ext:UBLExtensions", "cac:Signature", "cac:AdditionalDocumentReference[cbc:ID='QR']"].map((path) =>
    element("ds:Transform", [element("ds:XPath", `not(//ancestor-or-self::${path})`)], [attribute("Algorithm", XPATH)]),
  );
  return element("ds:SignedInfo", [
    algorithm("ds:CanonicalizationMethod", C14N11),
    algorithm("ds:SignatureMethod", ECDSA),
    element(
      "ds:Reference",
      [element("ds:Transforms", [...leftOut, algorithm("ds:Transform", C14N11)]), ...digest(hash)],
      [attribute("Id", "invoiceSignedData"), attribute("URI", "")],
    ),
    element("ds:Reference", digest(propertiesDigest), [
      attribute("Type", "http://www.w3.org/2000/09/xmldsig#SignatureProperties"),
      attribute("URI", "#xadesSignedProperties"),
    ]),
  ]);
}

const digest = (value: string): readonly XmlElement[] => [
  algorithm("ds:DigestMethod", SHA256),
  element("ds:DigestValue", value),
];

function signedProperties({ certificate, signedAt }: XadesParts): XmlElement {
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
        element("xades:SigningTime", utcText(signedAt)),
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
