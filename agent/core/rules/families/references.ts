// What a document refers to: the original of a note and its reason, attachments, contracts; and how it was paid.
import type { Rule } from "../rule.ts";
import { everywhere, ID, isStandard } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { exists, hasText, path } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const billingReferences = everywhere("cac:BillingReference");
const allPaymentMeans = everywhere("cac:PaymentMeans");

const ORIGINAL = path("cac:InvoiceDocumentReference/cbc:ID");
const REASON = path("cbc:InstructionNote");
const MEANS = path("cbc:PaymentMeansCode");

const NAME_ORIGINAL = says(
  "اكتب رقم الفاتورة الأصلية في originals، أو نصا يصفها",
  "give the number of the original invoice in originals, or a text that describes it",
);

export const references: readonly Rule[] = [
  {
    id: "BR-52",
    official: "warning",
    severity: "warning",
    when: EN.additionalDocument,
    breaks: (reference) => !hasText(ID(reference)),
    path: "",
    message: says("مستند مرفق بلا معرف", "an additional document has no reference"),
    fix: says("اكتب معرف المستند المرفق", "name the additional document"),
    impossible: true,
  },
  {
    id: "BR-55",
    official: "error",
    severity: "error",
    when: EN.billingReference,
    breaks: (reference) => !hasText(ORIGINAL(reference)),
    path: "originals",
    message: says("مرجع الفاتورة الأصلية بلا رقم", "a reference to an original invoice has no number"),
    fix: NAME_ORIGINAL,
    impossible: true,
  },
  {
    id: "BR-KSA-56",
    official: "warning",
    severity: "error",
    when: KSA.note,
    each: (invoice, doc) => {
      const found = billingReferences(doc);
      return found.length > 0 ? found : [invoice];
    },
    breaks: (reference) => !hasText(ORIGINAL(reference)),
    path: "originals",
    message: says(
      "الإشعار الدائن أو المدين لا يذكر الفاتورة الأصلية",
      "the credit or debit note does not name its original invoice",
    ),
    fix: NAME_ORIGINAL,
    impossible: true,
  },
  {
    id: "BR-KSA-17",
    official: "error",
    severity: "error",
    when: KSA.note,
    each: (invoice, doc) => {
      const found = allPaymentMeans(doc);
      return found.length > 0 ? found : [invoice];
    },
    breaks: (means) => !exists(REASON(means)),
    path: "reason",
    message: says("الإشعار الدائن أو المدين بلا سبب", "the credit or debit note gives no reason"),
    fix: says("أرسل reason: سبب إصدار الإشعار", "send reason: why the note is issued"),
    impossible: true,
  },
  {
    id: "BR-49",
    official: "warning",
    severity: "error",
    when: EN.paymentMeans,
    breaks: (means, doc) => isStandard(doc) && !exists(MEANS(means)),
    path: "payments",
    message: says("وسيلة دفع بلا رمز", "a payment instruction has no means code"),
    fix: says("اذكر وسيلة الدفع: نقدا أو بطاقة أو تحويل", "name the means: cash, card, transfer"),
    impossible: true,
  },
];
