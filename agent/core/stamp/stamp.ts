// Unstamped document → the exact bytes that are archived, printed as a QR code and reported (stamping.md).
import type { InvoiceHash } from "../ids.ts";
import { invoiceHashOf } from "../ids.ts";
import { qrText } from "../qr/tags.ts";
import type { RiyadhTime } from "../riyadh-time.ts";
import { element, type XmlElement } from "../xml/tree.ts";
import { canonical } from "../xml/write.ts";
import type { StampCertificate } from "./certificate-facts.ts";
import { digestOf } from "./invoice-hash.ts";
import { STAMP_IDS, xadesBlock } from "./xades-block.ts";

export interface StampKey {
  readonly certificate: StampCertificate;
  /** ECDSA secp256k1 with SHA-256 over `data`, DER. */
  readonly sign: (data: Uint8Array) => Uint8Array;
}

export interface StampedDocument {
  /** The whole file with XML declaration; its UTF-8 bytes are final. */
  readonly xml: string;
  readonly hash: InvoiceHash;
  /** Base64 TLV, as it stands in the document and in the printed code. */
  readonly qr: string;
  /** Base64 DER. */
  readonly signature: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SELLER_START = "<cac:AccountingSupplierParty>";

/**
 * Stamps a document that carries no stamp and no QR code yet.
 * The block goes right behind the root's start tag, QR reference and signature right before the seller, and no white
 * space is added outside them: taking them out again leaves the bytes that were hashed.
 */
export function stampDocument(invoice: XmlElement, key: StampKey, signedAt: RiyadhTime): StampedDocument {
  const body = canonical(invoice);
  const digest = digestOf(body);
  const hash = invoiceHashOf(digest);
  const signature = Buffer.from(key.sign(digest)).toString("base64");
  const qr = qrText({ invoice, hash, signature, certificate: key.certificate });
  const block = xadesBlock({ hash, signature, certificate: key.certificate, signedAt });
  return { xml: DECLARATION + assemble(body, block, canonical(qrReference(qr)) + SIGNATURE), hash, qr, signature };
}

function assemble(body: string, block: string, beforeSeller: string): string {
  const rootEnd = body.indexOf(">") + 1;
  const seller = body.indexOf(SELLER_START);
  if (rootEnd === 0 || seller < rootEnd) throw new Error("the document has no seller");
  return body.slice(0, rootEnd) + block + body.slice(rootEnd, seller) + beforeSeller + body.slice(seller);
}

const qrReference = (qr: string): XmlElement =>
  element("cac:AdditionalDocumentReference", [
    element("cbc:ID", "QR"),
    element("cac:Attachment", [
      element("cbc:EmbeddedDocumentBinaryObject", qr, [{ name: "mimeCode", value: "text/plain" }]),
    ]),
  ]);

const SIGNATURE = canonical(
  element("cac:Signature", [element("cbc:ID", STAMP_IDS.referenced), element("cbc:SignatureMethod", STAMP_IDS.method)]),
);
