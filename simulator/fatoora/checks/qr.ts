// The QR code against the document and its stamp (checks D10 to D15; reference: stamping 7).
import type { Invoice } from "../invoice.ts";
import { type Check, EVERYWHERE, ON_REPORTING, type ReadCase } from "./check.ts";

const CATEGORY = "QRCODE_VALIDATION";
const TAGS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** A standard document needs no tag 9; published libraries write it, and the reference lets it pass (simulator D10). */
const FEWEST = { simplified: 9, standard: 8 } as const;

/** The value of a tag; undefined where the code is absent, malformed, or has no such tag (then D10 tells). */
const tag = ({ qr }: Invoice, number: number): Buffer | undefined =>
  typeof qr === "string" ? undefined : qr.find((one) => one.tag === number)?.value;

const hasExactTags = ({ qr, kind }: Invoice): boolean =>
  typeof qr !== "string" && qr.length >= FEWEST[kind] && qr.every((one, index) => one.tag === TAGS[index]);

const differs = (invoice: Invoice, number: number, expected: Buffer | string | undefined): boolean => {
  const found = tag(invoice, number);
  return found !== undefined && expected !== undefined && !found.equals(Buffer.from(expected));
};

/** QR times are local to Riyadh and carry no zone; an issue time in UTC is three hours behind. */
const RIYADH_OFFSET = 3 * 3_600_000;

const timestamp = ({ issueDate, issueTime }: Invoice): string => {
  if (!issueTime.endsWith("Z")) return `${issueDate}T${issueTime}`;
  const utc = Date.parse(`${issueDate}T${issueTime}`);
  return Number.isNaN(utc) ? "" : new Date(utc + RIYADH_OFFSET).toISOString().slice(0, 19);
};

type TagRow = readonly [
  id: string,
  code: string,
  tag: number,
  ar: string,
  en: string,
  expected: (invoice: Invoice) => Buffer | string | undefined,
];

/** The codes of D15 follow the pattern of the published ones; only D11 to D14 are confirmed. */
const TAG_ROWS: readonly TagRow[] = [
  ["D11", "invoiceTimeStamp_QRCODE_INVALID", 3, "وقت الفاتورة", "Invoice timestamp", timestamp],
  ["D12", "invoiceHash_QRCODE_INVALID", 6, "تجزئة الفاتورة", "Invoice xml hash", ({ hash }) => hash],
  [
    "D13",
    "publicKey_QRCODE_INVALID",
    8,
    "المفتاح العام",
    "Public key of the certificate",
    ({ stamp }) => stamp?.certificate?.publicKeyDer,
  ],
  [
    "D14",
    "CERTIFICATE_SIGNATURE_QRCODE_INVALID",
    9,
    "توقيع الشهادة",
    "Certificate signature",
    ({ stamp }) => stamp?.certificate?.signature,
  ],
  ["D15", "sellerName_QRCODE_INVALID", 1, "اسم البائع", "Seller name", ({ sellerName }) => sellerName],
  ["D15", "vatNumber_QRCODE_INVALID", 2, "الرقم الضريبي للبائع", "Seller VAT number", ({ sellerVat }) => sellerVat],
  ["D15", "invoiceTotal_QRCODE_INVALID", 4, "إجمالي الفاتورة", "Invoice total", ({ payable }) => payable],
  ["D15", "vatTotal_QRCODE_INVALID", 5, "إجمالي الضريبة", "VAT total", ({ vatTotal }) => vatTotal],
  ["D15", "signature_QRCODE_INVALID", 7, "التوقيع", "Stamp signature", ({ stamp }) => stamp?.signature],
];

const tagCheck = ([id, code, number, ar, en, expected]: TagRow): Check => ({
  id,
  code,
  category: CATEGORY,
  severity: ON_REPORTING,
  message: {
    ar: `${ar}: القيمة في المستند لا تطابق القيمة في رمز الاستجابة السريعة`,
    en: `${en} does not match with qr code ${en.toLowerCase()}`,
  },
  fails: ({ reading }) => differs(reading, number, expected(reading)),
});

/** Compulsory on simplified documents; on standard ones it counts only where it is there. */
const isMissing = ({ reading }: ReadCase): boolean => reading.kind === "simplified" && reading.qr === "absent";

/** The rows about the QR code. */
export const QR_CHECKS: readonly Check[] = [
  {
    id: "D10",
    code: "QRCODE_INVALID",
    category: CATEGORY,
    severity: EVERYWHERE,
    message: {
      ar: "صيغة رمز الاستجابة السريعة غير صحيحة، يرجى اتباع مواصفات الهيئة",
      en: "Invalid QR code format, Please follow the ZATCA QR code specifications",
    },
    fails: (subject) => isMissing(subject) || (subject.reading.qr !== "absent" && !hasExactTags(subject.reading)),
  },
  ...TAG_ROWS.map(tagCheck),
];
