// What names a document and its place in the chain: profile, number, UUID, counter value, previous hash.
import type { Rule } from "../rule.ts";
import type { Node } from "../support/node.ts";
import { hasOnlyDigits, normalizeSpace } from "../support/text.ts";
import { attribute, hasId, ID } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { exists, from, hasText, path, stringOf, tidy } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const PROFILE = path("cbc:ProfileID");
const UUID = path("cbc:UUID");
const REFERENCES = path("cac:AdditionalDocumentReference");
const COUNTER = path("cac:AdditionalDocumentReference/cbc:UUID");
const FILE = path("cbc:EmbeddedDocumentBinaryObject");
const ATTACHED_FILE = path("cac:Attachment/cbc:EmbeddedDocumentBinaryObject");

const isPlainText = (file: Node): boolean => normalizeSpace(attribute(file, "mimeCode") ?? "") === "text/plain";
const previousHashes = (invoice: Node): readonly Node[] =>
  from(
    REFERENCES(invoice).filter((reference) => hasId(reference, "PIH")),
    ATTACHED_FILE,
  );

const HASH_FIX = says(
  "اكتب بصمة المستند السابق (base64) في المرجع PIH بنوع text/plain؛ وللمستند الأول القيمة الثابتة",
  "write the previous document's hash (base64) into the reference PIH as text/plain; the first document has a fixed value",
);

export const identity: readonly Rule[] = [
  {
    id: "BR-KSA-EN16931-01",
    official: "error",
    severity: "error",
    when: KSA.invoiceModel,
    breaks: (invoice) => tidy(PROFILE(invoice)) !== "reporting:1.0",
    path: "",
    message: says("مسار العمل ليس reporting:1.0", "the business process is not reporting:1.0"),
    fix: says("اكتب ProfileID بالقيمة reporting:1.0", "write ProfileID with reporting:1.0"),
    impossible: true,
  },
  {
    id: "BR-02",
    official: "warning",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => !hasText(ID(invoice)),
    path: "irn",
    message: says("رقم الفاتورة غير موجود", "the invoice has no number"),
    fix: says("أعط المستند رقمه التسلسلي", "give the document its sequential number"),
    impossible: true,
  },
  {
    id: "BR-KSA-03",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => {
      const uuid = UUID(invoice);
      // XPath's \w: anything but punctuation, separators and others.
      return !hasText(uuid) || !/^(?:[^\p{P}\p{Z}\p{C}]|[.-])/u.test(stringOf(uuid));
    },
    path: "",
    message: says("المعرف الفريد UUID غير موجود أو غير صالح", "the unique identifier (UUID) is missing or malformed"),
    fix: says("اكتب UUID من حروف وأرقام وشرطات", "write a UUID of letters, digits and dashes"),
    impossible: true,
  },
  {
    id: "BR-KSA-33",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) =>
      !(REFERENCES(invoice).some((reference) => hasId(reference, "ICV")) && hasText(COUNTER(invoice))),
    path: "",
    message: says("عداد الفواتير ICV غير موجود", "the invoice counter value (ICV) is missing"),
    fix: says("أضف المرجع ICV وفيه رقم العداد", "add the reference ICV with the counter value"),
    impossible: true,
  },
  {
    id: "BR-KSA-34",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => !hasOnlyDigits(stringOf(COUNTER(invoice))),
    path: "",
    message: says("عداد الفواتير ICV فيه غير الأرقام", "the invoice counter value (ICV) is not digits only"),
    fix: says("اكتب العداد بالأرقام 0-9 فقط", "write the counter with the digits 0-9 only"),
    impossible: true,
  },
  {
    id: "BR-KSA-61",
    official: "warning",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => {
      const files = previousHashes(invoice);
      return !(hasText(files) && files.some(isPlainText));
    },
    path: "",
    message: says("بصمة المستند السابق PIH غير موجودة", "the previous invoice hash (PIH) is missing"),
    fix: HASH_FIX,
    impossible: true,
  },
  {
    id: "BR-KSA-26",
    official: "warning",
    severity: "error",
    when: KSA.previousHash,
    breaks: (attachment) => {
      const files = FILE(attachment);
      return !(exists(files) && hasText(files) && files.some(isPlainText));
    },
    path: "",
    message: says(
      "مرفق بصمة المستند السابق PIH فارغ أو بنوع غير text/plain",
      "the attachment of the previous invoice hash (PIH) is empty or not text/plain",
    ),
    fix: HASH_FIX,
    impossible: true,
  },
];
