// The invoice hash: SHA-256 over the canonical document without stamp and QR code (stamping.md 1).
import { hash } from "node:crypto";
import { childrenOf, textOf, type XmlElement } from "../xml/tree.ts";
import { canonical } from "../xml/write.ts";

/** The canonical text that is hashed. */
export const hashedText = (invoice: XmlElement): string => canonical(invoice, isStampPart);

/** The 32 bytes of the invoice hash. */
export const invoiceDigest = (invoice: XmlElement): Uint8Array => digestOf(hashedText(invoice));

/** SHA-256 of a UTF-8 text. */
export const digestOf = (text: string): Uint8Array => hash("sha256", text, "buffer");

const LEFT_OUT: ReadonlySet<string> = new Set(["UBLExtensions", "Signature"]);
const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** UBLExtensions and Signature by local name wherever they stand, and the reference whose ID is QR. */
function isStampPart(node: XmlElement): boolean {
  if (LEFT_OUT.has(localName(node.name))) return true;
  return (
    node.key === "cac:AdditionalDocumentReference" &&
    childrenOf(node, "cbc:ID").some((id) => textOf(id).trim() === "QR")
  );
}

/** XPath's normalize-space(): XML white space only, so that no other blank makes a reference the QR code's. */
export const normalised = (text: string): string => text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
