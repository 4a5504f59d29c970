// What kind of document it is: type code and transaction code (documents.md C1).
import type { Rule } from "../rule.ts";
import { lengthOf } from "../support/text.ts";
import { allTypeCodes, attribute, codePart, fact, isFilled } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { hasText, path } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const TYPE_CODE = path("cbc:InvoiceTypeCode");
const CONTRACT = path("cac:ContractDocumentReference/cbc:ID");

/** Ninth digit of the transaction code: a supply to the government. */
const isToGovernment = fact((doc) =>
  allTypeCodes(doc).some((code) => {
    const name = attribute(code, "name") ?? "";
    return lengthOf(name) === 9 && /^0[12]/.test(name) && codePart(code, 9, 1) === "1";
  }),
);

export const types: readonly Rule[] = [
  {
    id: "BR-04",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => !hasText(TYPE_CODE(invoice)),
    path: "type",
    message: says("رمز نوع المستند غير موجود", "the document type code is missing"),
    fix: says("اكتب 388 أو 381 أو 383 أو 386", "write 388, 381, 383 or 386"),
    impossible: true,
  },
  {
    id: "BR-KSA-06",
    official: "error",
    severity: "error",
    when: KSA.typeCode,
    breaks: (code) => !/^0[12][01]{5,7}$/.test(attribute(code, "name") ?? ""),
    path: "flags",
    message: says("رمز نوع المعاملة غير صالح", "the transaction code is malformed"),
    fix: says(
      "سبع خانات: 01 لفاتورة ضريبية أو 02 لمبسطة، ثم خمس خانات كل منها 0 أو 1",
      "seven digits: 01 for a tax invoice or 02 for a simplified one, then five digits of 0 or 1",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-07",
    official: "error",
    severity: "error",
    when: KSA.exported,
    breaks: (code) => codePart(code, 7, 1) === "1",
    path: "flags",
    message: says("فاتورة تصدير لا تكون ذاتية", "an export invoice cannot be self-billed"),
    fix: says("احذف export أو self-billed من flags", "take export or self-billed out of flags"),
  },
  {
    id: "BR-KSA-31",
    official: "error",
    severity: "error",
    when: KSA.simplified,
    breaks: (code) => !/^[01]{4}0$/.test(codePart(code, 3, 5)),
    path: "flags",
    message: says("الفاتورة المبسطة لا تكون ذاتية", "a simplified invoice cannot be self-billed"),
    fix: says("احذف self-billed من flags", "take self-billed out of flags"),
    impossible: true,
  },
  {
    id: "BR-KSA-92",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice, doc) => isToGovernment(doc) && !isFilled(CONTRACT(invoice)),
    path: "contract",
    message: says("توريد لجهة حكومية بلا رقم عقد", "a supply to the government names no contract"),
    fix: says("اكتب رقم العقد", "give the contract number"),
    impossible: true,
  },
];
