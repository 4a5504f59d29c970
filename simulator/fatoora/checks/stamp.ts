// The cryptographic stamp (checks D16 to D21; reference: stamping 2 to 6). The signature is made over the 32 raw bytes
// of the invoice hash, not over the signed info.
import { verify } from "node:crypto";
import { decodeBase64 } from "../base64.ts";
import type { Stamp } from "../invoice.ts";
import { hexDigest, templateText } from "../xml/signed-properties.ts";
import { type Check, EVERYWHERE, ON_REPORTING, type ReadCase, type Severity } from "./check.ts";

const SIGNATURE = { code: "invalid-digital-signature", category: "SIGNATURE_ERRORS" } as const;
const CERTIFICATE = "CERTIFICATE_ERRORS";

/** A device whose clock is ahead by less than this is not turned away. Milliseconds. */
const CLOCK_TOLERANCE = 60_000;

const verifies = (stamp: Stamp, hash: string): boolean => {
  const signature = decodeBase64(stamp.signature);
  if (signature === undefined || stamp.certificate === undefined) return false;
  try {
    return verify("sha256", Buffer.from(hash, "base64"), stamp.certificate.publicKey, signature);
  } catch {
    return false; // a signature that is no DER, or a key of another kind
  }
};

const hasSdkWhiteSpace = (stamp: Stamp): boolean => stamp.signedPropertiesText === templateText(stamp);

/** Applies a test to the stamp where there is one: whether there must be one is D16's question. */
const onStamp =
  (test: (stamp: Stamp, subject: ReadCase) => boolean | string) =>
  (subject: ReadCase): boolean | string =>
    subject.reading.stamp !== undefined && test(subject.reading.stamp, subject);

const differs =
  (found: (stamp: Stamp) => string, expected: (stamp: Stamp) => string | undefined) =>
  (stamp: Stamp): boolean => {
    const right = expected(stamp);
    return right !== undefined && found(stamp) !== right;
  };

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/;

/** Read as UTC whether or not the text says so (reference: stamping 6). */
const signedAt = (stamp: Stamp): number =>
  TIMESTAMP.test(stamp.signingTime) ? Date.parse(`${stamp.signingTime.replace("Z", "")}Z`) : Number.NaN;

const timeFault = (stamp: Stamp, { now }: ReadCase): boolean | string => {
  const at = signedAt(stamp);
  if (Number.isNaN(at)) return "the signing time is not yyyy-MM-ddTHH:mm:ss";
  if (at > now + CLOCK_TOLERANCE) return "the signing time lies in the future";
  const { notBefore, notAfter } = stamp.certificate ?? { notBefore: at, notAfter: at };
  // Certificates count whole seconds, so does the signing time.
  return at < notBefore - CLOCK_TOLERANCE || at > notAfter
    ? "the certificate was not valid at the signing time"
    : false;
};

/**
 * Another certificate than the sender's: on reporting a warning where it is one of the same taxpayer's (queued
 * documents after a renewal), an error where this gateway never issued it. The sandbox's canned certificate signs for
 * nobody, so there it is always the warning.
 */
const strangerTo =
  (severity: Severity) =>
  (stamp: Stamp, { sender, holderOf, profile }: ReadCase): boolean => {
    if (stamp.certificateText === sender.certificate) return false;
    const isFamily = profile === "sandbox" || holderOf(stamp.certificateText) === sender.vat;
    return isFamily === (severity === "WARNING");
  };

const FOREIGN = {
  id: "D20",
  code: "invalid-signing-certificate",
  category: CERTIFICATE,
  message: {
    ar: "الشهادة المستعملة في التوقيع ليست شهادة المصادقة",
    en: "The certificate used for signing is not the certificate used for authentication",
  },
} as const;

/** The rows about the stamp. Codes of D19 other than the issuer's are assumed. */
export const STAMP_CHECKS: readonly Check[] = [
  {
    ...SIGNATURE,
    id: "D16",
    severity: EVERYWHERE,
    message: { ar: "التوقيع الرقمي غير صحيح", en: "Invalid digital signature" },
    fails: ({ reading }) =>
      reading.stamp === undefined ? reading.kind === "simplified" : !verifies(reading.stamp, reading.hash),
  },
  {
    id: "D17",
    code: "invalid-invoice-hash",
    category: "INVOICE_HASHING_ERRORS",
    severity: ON_REPORTING,
    message: {
      ar: "قيمة التجزئة الموقعة في الملف لا تطابق التجزئة المحسوبة",
      en: "The signed invoice digest does not match the (calculated) Hash of the XML",
    },
    fails: onStamp((stamp, { reading }) => stamp.digest !== reading.hash),
  },
  {
    id: "D18",
    code: "signed-properties-hashing",
    category: CERTIFICATE,
    severity: ON_REPORTING,
    message: {
      ar: "تجزئة خصائص التوقيع غير صحيحة",
      en: "Invalid signed properties hashing, SignedProperties with id='xadesSignedProperties'",
    },
    fails: onStamp((stamp) => {
      if (stamp.signedPropertiesDigest !== stamp.expectedSignedPropertiesDigest) return true;
      return !hasSdkWhiteSpace(stamp) && "its white space is not that of the official template";
    }),
  },
  {
    id: "D19",
    code: "certificate-digest",
    category: CERTIFICATE,
    severity: ON_REPORTING,
    message: { ar: "تجزئة الشهادة غير صحيحة", en: "The certificate digest does not match the certificate" },
    fails: onStamp(
      differs(
        (stamp) => stamp.certificateDigest,
        (stamp) => hexDigest(stamp.certificateText),
      ),
    ),
  },
  {
    id: "D19",
    code: "certificate-issuer-name",
    category: CERTIFICATE,
    severity: { reporting: "WARNING", "compliance-check": "WARNING" },
    message: { ar: "اسم مصدر الشهادة غير صحيح", en: "The X509IssuerName does not match the certificate" },
    fails: onStamp(
      differs(
        (stamp) => stamp.issuerName,
        (stamp) => stamp.certificate?.issuerName,
      ),
    ),
  },
  {
    id: "D19",
    code: "certificate-serial-number",
    category: CERTIFICATE,
    severity: ON_REPORTING,
    message: { ar: "الرقم التسلسلي للشهادة غير صحيح", en: "The X509SerialNumber does not match the certificate" },
    fails: onStamp(
      differs(
        (stamp) => stamp.serialNumber,
        (stamp) => stamp.certificate?.serialNumber,
      ),
    ),
  },
  { ...FOREIGN, severity: { reporting: "ERROR" }, fails: onStamp(strangerTo("ERROR")) },
  { ...FOREIGN, severity: { reporting: "WARNING" }, fails: onStamp(strangerTo("WARNING")) },
  {
    ...FOREIGN,
    severity: { "compliance-check": "ERROR" },
    fails: onStamp((stamp, { sender }) => stamp.certificateText !== sender.certificate),
  },
  {
    ...SIGNATURE,
    id: "D21",
    severity: ON_REPORTING,
    message: { ar: "وقت التوقيع غير صحيح", en: "Invalid signing time" },
    fails: onStamp(timeFault),
  },
];
