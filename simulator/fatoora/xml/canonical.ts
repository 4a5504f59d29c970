// The canonical form whose SHA-256 is the invoice hash (reference: stamping 1), by libxml2; and a second voice, by
// xml-crypto, that tells where other parsers would read the same bytes differently.
import { createHash } from "node:crypto";
import { DOMParser, type Element as DomElement, type Node as DomNode } from "@xmldom/xmldom";
import { XmlC14NMode, type XmlDocument } from "libxml2-wasm";
import { C14nCanonicalization } from "xml-crypto";
import { NAMESPACES } from "./element.ts";

/** What the hash leaves out. */
const LEFT_OUT = [
  "//*[local-name()='Invoice']//*[local-name()='UBLExtensions']",
  "//*[local-name()='AdditionalDocumentReference'][cbc:ID[normalize-space(text())='QR']]",
  "//*[local-name()='Invoice']//*[local-name()='Signature']",
];

/**
 * Removes stamp, QR code and signature reference from a document and answers what is left in canonical form 1.1.
 * The document is changed: read everything else first.
 */
export const canonicalRemainder = (document: XmlDocument): string => {
  for (const path of LEFT_OUT) {
    // One at a time: removing an element takes its inner matches along.
    for (let node = document.get(path, NAMESPACES); node !== null; node = document.get(path, NAMESPACES)) node.remove();
  }
  return document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_1, withComments: false });
};

/** The invoice hash of a canonical remainder: base64 of SHA-256. */
export const invoiceHash = (canonical: string): string => createHash("sha256").update(canonical).digest("base64");

const isLeftOut = (element: DomElement): boolean =>
  element.localName === "UBLExtensions" ||
  element.localName === "Signature" ||
  (element.localName === "AdditionalDocumentReference" &&
    [...element.childNodes].some((child) => child.localName === "ID" && child.textContent?.trim() === "QR"));

const isElement = (node: DomNode): node is DomElement => node.nodeType === node.ELEMENT_NODE;

const prune = (element: DomElement): void => {
  for (const child of [...element.childNodes]) {
    if (!isElement(child)) continue;
    if (isLeftOut(child)) element.removeChild(child);
    else prune(child);
  }
};

/** The invoice hash by another parser and another canonicaliser; undefined where that parser refuses the bytes. */
export const secondVoice = (xml: Uint8Array): string | undefined => {
  try {
    const document = new DOMParser({ onError: () => undefined }).parseFromString(
      Buffer.from(xml).toString("utf8"),
      "text/xml",
    );
    const root = document.documentElement;
    if (root === null) return undefined;
    prune(root);
    return invoiceHash(String(new C14nCanonicalization().process(root, {})));
  } catch {
    return undefined;
  }
};
