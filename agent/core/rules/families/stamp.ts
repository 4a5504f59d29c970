// QR code, signature block and cryptographic stamp: what the device adds to a simplified document last.
import type { Rule } from "../rule.ts";
import { limit } from "../support/limit.ts";
import type { Node } from "../support/node.ts";
import { normalizeSpace } from "../support/text.ts";
import { anywhere, attribute, everywhere, fact, hasId, ID, isSimplified, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { exists, from, hasText, is, path, tidy } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

const signatures = everywhere("cac:Signature");

const REFERENCES = path("cac:AdditionalDocumentReference");
const FILE = path("cbc:EmbeddedDocumentBinaryObject");
const ATTACHED_FILE = path("cac:Attachment/cbc:EmbeddedDocumentBinaryObject");
const SIGNATURE_BLOCK = "ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures/sac:SignatureInformation";

const signatureIds = anywhere("cac:Signature", "cbc:ID");
const signatureMethods = anywhere("cac:Signature", "cbc:SignatureMethod");
const informationIds = anywhere("ext:UBLExtensions", `${SIGNATURE_BLOCK}/cbc:ID`);
const referencedIds = anywhere("ext:UBLExtensions", `${SIGNATURE_BLOCK}/sbc:ReferencedSignatureID`);

const SIGNATURE = "urn:oasis:names:specification:ubl:signature:Invoice";
const INFORMATION = "urn:oasis:names:specification:ubl:signature:1";
const METHOD = "urn:oasis:names:specification:ubl:dsig:enveloped:xades";

const qrCodes = fact(({ root }) =>
  from(
    REFERENCES(root).filter((reference) => hasId(reference, "QR")),
    ATTACHED_FILE,
  ),
);
/** References whose id is QR without any blank. */
const exactQrCodes = fact(({ root }) =>
  from(
    REFERENCES(root).filter((reference) => is(ID(reference), "QR")),
    ATTACHED_FILE,
  ),
);
const isPlainText = (file: Node): boolean => normalizeSpace(attribute(file, "mimeCode") ?? "") === "text/plain";
const hasFile = (attachment: Node): boolean => hasText(FILE(attachment));

const STAMP_AGAIN = says("اختم المستند من جديد", "stamp the document again");

export const stamp: readonly Rule[] = [
  {
    id: "BR-KSA-27",
    official: "warning",
    severity: "error",
    when: KSA.invoice,
    breaks: (_, doc) =>
      isSimplified(doc) &&
      !(exists(qrCodes(doc)) && tidy(exactQrCodes(doc)) !== "" && exactQrCodes(doc).some(isPlainText)),
    path: "",
    message: says("رمز QR غير موجود أو بنوع غير text/plain", "the QR code is missing or not text/plain"),
    fix: STAMP_AGAIN,
    impossible: true,
    about: "stamp",
  },
  limit({
    id: "BR-CL-KSA-14",
    official: "error",
    when: KSA.invoice,
    of: (_, doc) => qrCodes(doc),
    field: says("رمز QR", "the QR code"),
    min: 1,
    max: 1000,
    path: "",
    impossible: true,
    about: "stamp",
  }),
  {
    id: "BR-KSA-28",
    official: "error",
    severity: "error",
    when: KSA.attachment,
    breaks: (attachment, doc) => isSimplified(doc) && !(hasFile(attachment) && is(informationIds(doc), INFORMATION)),
    path: "",
    message: says(
      `معرف معلومات التوقيع ليس ${INFORMATION}، أو المرفق فارغ`,
      `the signature information is not named ${INFORMATION}, or an attachment is empty`,
    ),
    fix: STAMP_AGAIN,
    impossible: true,
    about: "stamp",
  },
  {
    id: "BR-KSA-29",
    official: "warning",
    severity: "error",
    when: KSA.attachment,
    breaks: (_, doc) =>
      isSimplified(doc) && !(is(signatureIds(doc), SIGNATURE) && tidy(referencedIds(doc)) === SIGNATURE),
    path: "",
    message: says(
      `معرف التوقيع أو مرجعه ليس ${SIGNATURE}`,
      `the signature, or the reference to it, is not named ${SIGNATURE}`,
    ),
    fix: STAMP_AGAIN,
    impossible: true,
    about: "stamp",
  },
  {
    id: "BR-KSA-30",
    official: "error",
    severity: "error",
    when: KSA.attachment,
    breaks: (attachment, doc) => isSimplified(doc) && !(hasFile(attachment) && is(signatureMethods(doc), METHOD)),
    path: "",
    message: says(
      `طريقة التوقيع ليست ${METHOD}، أو المرفق فارغ`,
      `the signature method is not ${METHOD}, or an attachment is empty`,
    ),
    fix: STAMP_AGAIN,
    impossible: true,
    about: "stamp",
  },
  {
    id: "BR-KSA-60",
    official: "warning",
    severity: "error",
    when: KSA.simplified,
    breaks: (_, doc) => !signatures(doc).some((signature) => text(signature) !== ""),
    path: "",
    message: says("الفاتورة المبسطة بلا ختم تشفيري", "the simplified document has no cryptographic stamp"),
    fix: says("اختم المستند قبل تسليمه", "stamp the document before it is handed over"),
    impossible: true,
    about: "stamp",
  },
];
