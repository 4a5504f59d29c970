// The text behind the digest of the signed properties (reference: stamping 4): the subtree as dom4j prints it, where
// every element that uses an undeclared prefix repeats its namespace, and empty elements close themselves.
import { createHash } from "node:crypto";
import { XmlComment, type XmlDocument, XmlElement, type XmlTreeNode } from "libxml2-wasm";
import { childNodes, NAMESPACES } from "./element.ts";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeText = (text: string): string => text.replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);
const escapeAttribute = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

const qualified = (node: { readonly prefix: string; readonly name: string }): string =>
  node.prefix === "" ? node.name : `${node.prefix}:${node.name}`;

const declaration = (prefix: string, uri: string): string =>
  prefix === "" ? ` xmlns="${escapeAttribute(uri)}"` : ` xmlns:${prefix}="${escapeAttribute(uri)}"`;

const print = (node: XmlTreeNode, declared: ReadonlyMap<string, string>): string => {
  if (node instanceof XmlComment) return `<!--${node.content}-->`;
  if (!(node instanceof XmlElement)) return escapeText(node.content);
  const inScope = declared.get(node.prefix) === node.namespaceUri;
  const scope = inScope ? declared : new Map([...declared, [node.prefix, node.namespaceUri]]);
  const attributes = node.attrs.map((a) => ` ${qualified(a)}="${escapeAttribute(a.value)}"`).join("");
  const open = `<${qualified(node)}${inScope ? "" : declaration(node.prefix, node.namespaceUri)}${attributes}`;
  const inside = childNodes(node);
  if (inside.length === 0) return `${open}/>`;
  return `${open}>${inside.map((child) => print(child, scope)).join("")}</${qualified(node)}>`;
};

/** The signed properties of a document as the digest sees them; undefined where the document has none. */
export const signedPropertiesText = (document: XmlDocument): string | undefined => {
  const node = document.get("//xades:SignedProperties", NAMESPACES);
  return node instanceof XmlElement ? print(node, new Map([["", ""]])) : undefined;
};

/** Base64 of the lower-case hexadecimal SHA-256 of a text: the form of two of the stamp's digests. */
export const hexDigest = (text: string): string =>
  Buffer.from(createHash("sha256").update(text, "utf8").digest("hex")).toString("base64");

/** The values that fill the template of the signed properties. */
export type SignedPropertiesValues = {
  readonly signingTime: string;
  readonly certificateDigest: string;
  readonly issuerName: string;
  readonly serialNumber: string;
};

type Line = readonly [depth: number, text: string];

const ds = (name: string): string => `ds:${name} xmlns:ds="${NAMESPACES.ds}"`;

const lines = (values: SignedPropertiesValues): readonly Line[] => [
  [1, "<xades:SignedSignatureProperties>"],
  [2, `<xades:SigningTime>${escapeText(values.signingTime)}</xades:SigningTime>`],
  [2, "<xades:SigningCertificate>"],
  [3, "<xades:Cert>"],
  [4, "<xades:CertDigest>"],
  [5, `<${ds("DigestMethod")} Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>`],
  [5, `<${ds("DigestValue")}>${escapeText(values.certificateDigest)}</ds:DigestValue>`],
  [4, "</xades:CertDigest>"],
  [4, "<xades:IssuerSerial>"],
  [5, `<${ds("X509IssuerName")}>${escapeText(values.issuerName)}</ds:X509IssuerName>`],
  [5, `<${ds("X509SerialNumber")}>${escapeText(values.serialNumber)}</ds:X509SerialNumber>`],
  [4, "</xades:IssuerSerial>"],
  [3, "</xades:Cert>"],
  [2, "</xades:SigningCertificate>"],
  [1, "</xades:SignedSignatureProperties>"],
];

const MARGIN = 32;
const STEP = 4;

/** The signed properties with the white space of the authority's own template, which strict servers compare with. */
export const templateText = (values: SignedPropertiesValues): string => {
  const body = lines(values).map(([depth, text]) => `\n${" ".repeat(MARGIN + depth * STEP)}${text}`);
  const start = `<xades:SignedProperties xmlns:xades="${NAMESPACES.xades}" Id="xadesSignedProperties">`;
  return `${start}${body.join("")}\n${" ".repeat(MARGIN)}</xades:SignedProperties>`;
};
