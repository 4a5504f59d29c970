// Why no VAT is charged: code and text in the breakdown, and for advances in their lines (documents.md C7).
import type { Bilingual } from "../../bilingual.ts";
import type { Rule } from "../rule.ts";
import { EXEMPTIONS, NOT_FOR_ADVANCES } from "../support/code-lists.ts";
import type { Node } from "../support/node.ts";
import { isListed } from "../support/text.ts";
import {
  advanceCategories,
  type CategoryCode,
  EXEMPTION_CODE,
  EXEMPTION_TEXT,
  hasId,
  ID,
  isFilled,
  isVatCategory,
  untaxedAdvanceCategories,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { exists, stringOf, tidy } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

const NAMES: Readonly<Record<keyof typeof EXEMPTIONS, Bilingual>> = {
  Z: says("فئة نسبة الصفر Z", "the zero rated category Z"),
  E: says("الفئة المعفاة E", "the exempt category E"),
  O: says("فئة خارج النطاق O", "the out-of-scope category O"),
};

const GIVE_CODE = says(
  'أرسل السبب في vat، مثل { "category": "Z", "exemption": "VATEX-SA-35" }',
  'send the reason in vat, as { "category": "Z", "exemption": "VATEX-SA-35" }',
);

/** A code is given, and it is not one of its category's. */
function isUnlisted(category: Node, isKnown: (code: string) => boolean): boolean {
  const reasons = EXEMPTION_CODE(category);
  if (tidy(reasons) === "") return false;
  const reason = stringOf(reasons);
  const code = tidy(ID(category));
  return !((code === "Z" || code === "E" || code === "O") && isListed(EXEMPTIONS[code], reason) && isKnown(reason));
}

/** The breakdown of a category says why no VAT is charged. */
const needsCode = (id: string, code: keyof typeof EXEMPTIONS): Rule => ({
  id,
  official: "warning",
  severity: "error",
  when: KSA.untaxed,
  breaks: (category) => hasId(category, code) && !isFilled(EXEMPTION_CODE(category)),
  path: "lines",
  message: says(`${NAMES[code].ar} بلا رمز سبب`, `${NAMES[code].en} has no exemption reason code`),
  fix: GIVE_CODE,
  impossible: true,
});

/** So does an advance. */
const advanceNeedsCode = (id: string, code: CategoryCode & keyof typeof EXEMPTIONS): Rule => ({
  id,
  official: "warning",
  severity: "warning",
  when: KSA.standardRated,
  once: true,
  each: (_, doc) => advanceCategories(doc).filter((category) => isVatCategory(category, code)),
  breaks: (category) => !isFilled(EXEMPTION_CODE(category)),
  path: "prepaid",
  message: says(
    `دفعة مقدمة من ${NAMES[code].ar} بلا رمز سبب`,
    `an advance of ${NAMES[code].en} has no exemption reason code`,
  ),
  fix: says("اكتب رمز السبب كما في فاتورة الدفعة المقدمة", "give the reason code of the prepayment invoice"),
});

const isKnownForAdvances = (reason: string): boolean => !isListed(NOT_FOR_ADVANCES, reason);

export const exemptions: readonly Rule[] = [
  needsCode("BR-KSA-23", "E"),
  needsCode("BR-KSA-24", "O"),
  needsCode("BR-KSA-69", "Z"),
  {
    id: "BR-KSA-83",
    official: "warning",
    severity: "error",
    when: KSA.untaxed,
    breaks: (category) => exists(EXEMPTION_CODE(category)) && !isFilled(EXEMPTION_TEXT(category)),
    path: "lines",
    message: says("سبب عدم فرض الضريبة بلا نص", "the reason for not charging VAT has a code but no text"),
    fix: says("اكتب نص السبب", "give the reason in words"),
    impossible: true,
  },
  {
    id: "BR-KSA-CL-04",
    official: "warning",
    severity: "error",
    when: KSA.untaxed,
    breaks: (category) => isUnlisted(category, () => true),
    path: "lines[i].vat.exemption",
    message: says(
      "رمز سبب عدم فرض الضريبة ليس من قائمة فئته",
      "the exemption reason code is not one of its category's",
    ),
    fix: says("اختر رمزا من قائمة الفئة", "choose a code of the category's list"),
    impossible: true,
  },
  advanceNeedsCode("BR-KSA-93", "Z"),
  advanceNeedsCode("BR-KSA-94", "E"),
  advanceNeedsCode("BR-KSA-95", "O"),
  {
    id: "BR-KSA-96",
    official: "warning",
    severity: "warning",
    when: KSA.standardRated,
    once: true,
    each: (_, doc) => untaxedAdvanceCategories(doc),
    breaks: (category) => exists(EXEMPTION_CODE(category)) && !isFilled(EXEMPTION_TEXT(category)),
    path: "prepaid",
    message: says("سبب إعفاء دفعة مقدمة بلا نص", "the exemption reason of an advance has a code but no text"),
    fix: says("اكتب نص السبب", "give the reason in words"),
  },
  {
    id: "BR-KSA-CL-07",
    official: "warning",
    severity: "warning",
    when: KSA.standardRated,
    once: true,
    each: (_, doc) => untaxedAdvanceCategories(doc),
    breaks: (category) => isUnlisted(category, isKnownForAdvances),
    path: "prepaid",
    message: says(
      "رمز سبب إعفاء دفعة مقدمة ليس من قائمة فئته",
      "the exemption reason code of an advance is not one of its category's",
    ),
    fix: says("اختر رمزا من قائمة الفئة", "choose a code of the category's list"),
  },
];
