// The inverse of the stamp: any stamped document → which of its links hold. One row is one link, in checking order.
import type { Bilingual } from "../bilingual.ts";
import { type QrSource, tagsOf } from "../qr/tags.ts";
import { decodeTlv } from "../qr/tlv.ts";
import { childOf, childrenOf, select, textAt, textOf, type XmlElement } from "../xml/tree.ts";
import { certificateFacts, hexDigestBase64 } from "./certificate.ts";
import type { StampCertificate } from "./certificate-facts.ts";
import { invoiceDigest, normalised } from "./invoice-hash.ts";
import { type SignatureCheck, signatureHolds } from "./signature.ts";
import { signedPropertiesText } from "./signed-properties.ts";

/** The links of a stamp. A document is genuine only when every one holds. */
export type StampLink =
  | "stamp"
  | "certificate"
  | "invoice-hash"
  | "signature"
  | "signed-properties"
  | "certificate-digest"
  | "issuer"
  | "serial-number"
  | "qr"
  | `qr-tag-${number}`;

export interface LinkResult {
  readonly link: StampLink;
  readonly holds: boolean;
  /** What the link is, for a person. */
  readonly about: Bilingual;
}

export interface StampReport {
  /** Recomputed from the bytes, base64. */
  readonly hash: string;
  readonly links: readonly LinkResult[];
  readonly holds: boolean;
}

interface Found {
  readonly check: SignatureCheck;
  readonly invoice: XmlElement;
  readonly hash: string;
  readonly digest: Uint8Array;
  readonly stamp: StampTexts;
  readonly certificate: StampCertificate;
}

interface Row {
  readonly link: StampLink;
  readonly about: Bilingual;
  readonly holds: (found: Found) => boolean;
}

const ABOUT: Readonly<Record<"stamp" | "certificate" | "qr", Bilingual>> = {
  stamp: { ar: "الختم موجود وكامل", en: "the stamp is present and complete" },
  certificate: { ar: "شهادة الختم مقروءة", en: "the stamp's certificate can be read" },
  qr: { ar: "رمز الاستجابة السريعة موجود ومقروء", en: "the QR code is present and can be read" },
};

const ROWS: readonly Row[] = [
  {
    link: "invoice-hash",
    about: { ar: "بصمة الفاتورة تطابق محتواها", en: "the invoice hash is that of the content" },
    holds: ({ stamp, hash }) => stamp.invoiceDigest === hash,
  },
  {
    link: "signature",
    about: { ar: "التوقيع الرقمي صحيح", en: "the signature verifies with the certificate's key" },
    holds: ({ stamp, digest, certificate, check }) => {
      const der = Buffer.from(stamp.signature, "base64");
      return der.toString("base64") === stamp.signature && check(digest, der, certificate);
    },
  },
  {
    link: "signed-properties",
    about: { ar: "خصائص التوقيع سليمة", en: "the signed properties match their digest" },
    holds: ({ stamp }) => stamp.propertiesDigest === hexDigestBase64(signedPropertiesText(stamp.properties)),
  },
  {
    link: "certificate-digest",
    about: { ar: "بصمة الشهادة مطابقة", en: "the certificate matches its digest" },
    holds: ({ stamp, certificate }) => stamp.certificateDigest === certificate.digest,
  },
  {
    link: "issuer",
    about: { ar: "اسم مُصدر الشهادة مطابق", en: "the issuer name is the certificate's" },
    holds: ({ stamp, certificate }) => stamp.issuerName === certificate.issuerName,
  },
  {
    link: "serial-number",
    about: { ar: "الرقم التسلسلي للشهادة مطابق", en: "the serial number is the certificate's" },
    holds: ({ stamp, certificate }) => stamp.serialNumber === certificate.serialNumber,
  },
];

/**
 * Checks every link of a document's stamp; the first that does not hold is the one to look at.
 * @param check how the signature is checked, where something else than OpenSSL in the act does it.
 */
export function verifyStamp(invoice: XmlElement, check: SignatureCheck = signatureHolds): StampReport {
  const digest = invoiceDigest(invoice);
  const hash = Buffer.from(digest).toString("base64");
  const links = [...stampLinks(invoice, { hash, digest, check })];
  return { hash, links, holds: links.every((l) => l.holds) };
}

function* stampLinks(invoice: XmlElement, known: Pick<Found, "hash" | "digest" | "check">): Generator<LinkResult> {
  const stamp = stampTexts(invoice);
  yield { link: "stamp", holds: stamp !== undefined, about: ABOUT.stamp };
  if (stamp === undefined) return;
  const facts = certificateFacts(stamp.certificate);
  yield { link: "certificate", holds: facts.ok, about: ABOUT.certificate };
  if (!facts.ok) return;
  const found: Found = { ...known, invoice, stamp, certificate: facts.value };
  for (const { link, about, holds } of ROWS) yield { link, about, holds: holds(found) };
  yield* qrLinks(found);
}

/** Every tag equals what the document says, each once and in order, and nothing else is in the code. */
function* qrLinks({ invoice, hash, stamp, certificate }: Found): Generator<LinkResult> {
  const fields = stamp.qr === undefined ? undefined : decodeTlv(Buffer.from(stamp.qr, "base64"));
  const tags = tagsOf(invoice);
  const isReadable = fields !== undefined && fields.map((f) => f.tag).join() === tags.map((t) => t.tag).join();
  const isExact = isReadable && Buffer.from(stamp.qr ?? "", "base64").toString("base64") === stamp.qr;
  yield { link: "qr", holds: isExact, about: ABOUT.qr };
  if (!isReadable) return;
  const source: QrSource = { invoice, hash, signature: stamp.signature, certificate };
  for (const [index, { tag, name, value }] of tags.entries()) {
    const holds = Buffer.compare(fields[index]?.value ?? new Uint8Array(), value(source)) === 0;
    yield {
      link: `qr-tag-${tag}`,
      holds,
      about: { ar: `رمز الاستجابة السريعة، الحقل ${tag}`, en: `QR tag ${tag}, ${name}` },
    };
  }
}

interface StampTexts {
  readonly invoiceDigest: string;
  readonly propertiesDigest: string;
  readonly signature: string;
  readonly certificate: string;
  readonly properties: XmlElement;
  readonly certificateDigest: string;
  readonly issuerName: string;
  readonly serialNumber: string;
  readonly qr: string | undefined;
}

const SIGNATURE_PATH = [
  "ext:UBLExtensions",
  "ext:UBLExtension",
  "ext:ExtensionContent",
  "sig:UBLDocumentSignatures",
  "sac:SignatureInformation",
  "ds:Signature",
] as const;
const CERT_PATH = ["xades:SignedSignatureProperties", "xades:SigningCertificate", "xades:Cert"] as const;

function stampTexts(invoice: XmlElement): StampTexts | undefined {
  const [signature, ...more] = select(invoice, ...SIGNATURE_PATH);
  if (signature === undefined || more.length > 0) return undefined;
  const [first, second] = select(signature, "ds:SignedInfo", "ds:Reference");
  const object = childOf(childOf(signature, "ds:Object"), "xades:QualifyingProperties");
  const properties = childOf(object, "xades:SignedProperties");
  if (properties === undefined) return undefined;
  const text = (root: XmlElement | undefined, ...path: readonly string[]): string => textAt(root, ...path) ?? "";
  return {
    invoiceDigest: text(first, "ds:DigestValue"),
    propertiesDigest: text(second, "ds:DigestValue"),
    signature: text(signature, "ds:SignatureValue"),
    certificate: text(signature, "ds:KeyInfo", "ds:X509Data", "ds:X509Certificate"),
    properties,
    certificateDigest: text(properties, ...CERT_PATH, "xades:CertDigest", "ds:DigestValue"),
    issuerName: text(properties, ...CERT_PATH, "xades:IssuerSerial", "ds:X509IssuerName"),
    serialNumber: text(properties, ...CERT_PATH, "xades:IssuerSerial", "ds:X509SerialNumber"),
    qr: qrOf(invoice),
  };
}

/** The QR text of a document; undefined when it has none or several. */
export function qrOf(invoice: XmlElement): string | undefined {
  const found = select(invoice, "cac:AdditionalDocumentReference").filter((reference) =>
    childrenOf(reference, "cbc:ID").some((id) => normalised(textOf(id)) === "QR"),
  );
  const [reference, ...more] = found;
  // A reference with two IDs is left out of the hash as the QR code's and could be read as another one.
  if (reference === undefined || more.length > 0 || childrenOf(reference, "cbc:ID").length > 1) return undefined;
  return select(reference, "cac:Attachment", "cbc:EmbeddedDocumentBinaryObject").map(textOf)[0];
}
