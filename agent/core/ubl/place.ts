// A document's place in its chain, read back from its own bytes.
import { select, textAt, type XmlElement } from "../xml/tree.ts";

/** The ICV a document carries, as it is written there (BR-KSA-33); undefined where there is none. */
export const counterIn = (root: XmlElement): string | undefined => textAt(reference(root, "ICV"), "cbc:UUID");

/** The PIH a document carries, base64 (BR-KSA-61); undefined where there is none. */
export const previousHashIn = (root: XmlElement): string | undefined =>
  textAt(reference(root, "PIH"), "cac:Attachment", "cbc:EmbeddedDocumentBinaryObject");

const reference = (root: XmlElement, id: string): XmlElement | undefined =>
  select(root, "cac:AdditionalDocumentReference").find((one) => textAt(one, "cbc:ID") === id);
