// The nine tags of the invoice QR code, as a table (stamping.md 7). Amounts are copied as text, never reformatted.
import { localText, parseRiyadhTime } from "../riyadh-time.ts";
import type { StampCertificate } from "../stamp/certificate-facts.ts";
import { select, textAt, textOf, type XmlElement } from "../xml/tree.ts";
import { encodeTlv } from "./tlv.ts";

/** What a tag is filled from: the document, its stamp, and the certificate of the stamp. */
export interface QrSource {
  readonly invoice: XmlElement;
  /** Invoice hash, base64. */
  readonly hash: string;
  /** Signature value, base64 DER. */
  readonly signature: string;
  readonly certificate: Pick<StampCertificate, "publicKey" | "signature">;
}

export interface QrTag {
  readonly tag: number;
  readonly name: string;
  readonly value: (source: QrSource) => Uint8Array;
}

const utf8 = (text: string | undefined): Uint8Array => Buffer.from(text ?? "", "utf8");
const base64 = (text: string): Uint8Array => Buffer.from(text, "base64");
const SELLER = ["cac:AccountingSupplierParty", "cac:Party"] as const;

/** Tags 1 to 9; tag 9 is written on simplified documents only. */
export const QR_TAGS: readonly QrTag[] = [
  {
    tag: 1,
    name: "seller name",
    value: ({ invoice }) => utf8(textAt(invoice, ...SELLER, "cac:PartyLegalEntity", "cbc:RegistrationName")),
  },
  {
    tag: 2,
    name: "seller VAT number",
    value: ({ invoice }) => utf8(textAt(invoice, ...SELLER, "cac:PartyTaxScheme", "cbc:CompanyID")),
  },
  { tag: 3, name: "issue time", value: ({ invoice }) => utf8(issueText(invoice)) },
  {
    tag: 4,
    name: "total with VAT",
    value: ({ invoice }) => utf8(textAt(invoice, "cac:LegalMonetaryTotal", "cbc:PayableAmount")),
  },
  { tag: 5, name: "VAT total", value: ({ invoice }) => utf8(textAt(invoice, "cac:TaxTotal", "cbc:TaxAmount")) },
  { tag: 6, name: "invoice hash", value: ({ hash }) => utf8(hash) },
  { tag: 7, name: "signature", value: ({ signature }) => utf8(signature) },
  { tag: 8, name: "public key", value: ({ certificate }) => base64(certificate.publicKey) },
  { tag: 9, name: "certificate signature", value: ({ certificate }) => base64(certificate.signature) },
];

/** True for `02…`, the simplified kinds (KSA-2). */
export function isSimplified(invoice: XmlElement): boolean {
  const [type] = select(invoice, "cbc:InvoiceTypeCode");
  return type?.attributes.find((a) => a.name === "name")?.value.startsWith("02") ?? false;
}

/** The tags a document carries. */
export const tagsOf = (invoice: XmlElement): readonly QrTag[] =>
  isSimplified(invoice) ? QR_TAGS : QR_TAGS.filter((t) => t.tag !== 9);

/** The QR text of a document: base64 of its TLV. */
export const qrText = (source: QrSource): string =>
  Buffer.from(encodeTlv(tagsOf(source.invoice).map((t) => ({ tag: t.tag, value: t.value(source) })))).toString(
    "base64",
  );

/** Date and time as Riyadh wall time; a `Z` in the document is converted, as the authority's tool does. */
function issueText(invoice: XmlElement): string {
  const [date, time] = ["cbc:IssueDate", "cbc:IssueTime"].map((key) => select(invoice, key).map(textOf)[0] ?? "");
  const parsed = time?.endsWith("Z") ? parseRiyadhTime(date ?? "", time) : undefined;
  return parsed === undefined ? `${date}T${time}` : localText(parsed);
}
