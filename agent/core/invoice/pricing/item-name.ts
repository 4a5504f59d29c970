// BT-153: a name that says too little is completed, never refused at the counter (documents.md C8).
import type { Bilingual } from "../../bilingual.ts";
import { hasArabic, joined, lengthOf } from "../../text.ts";
import type { Violation } from "../../violation.ts";
import { error, warning } from "../finding.ts";

/** BR-KSA-F-06-C19: the shortest item name the authority takes. */
const SHORTEST = 3;
/** And the longest. */
export const LONGEST_NAME = 1000;
const BEFORE = "صنف ";
const ONLY_DIGITS = /^\p{Nd}+$/u;

/**
 * The item name of the document.
 * @example itemName({ ar: "بن", en: "" }) // "صنف بن"
 */
export function itemName(name: Bilingual): string {
  const text = joined(name);
  return isCompleted(text) ? BEFORE + text : text;
}

/** It says too little, and there is room to say more. */
const isCompleted = (text: string): boolean =>
  lengthOf(text) < SHORTEST || (ONLY_DIGITS.test(text) && lengthOf(BEFORE + text) <= LONGEST_NAME);

/** What the till is told about a name: that it was completed, that it has no Arabic. */
export function nameFindings(name: Bilingual, path: string, arabicNames: "warn" | "refuse"): readonly Violation[] {
  const text = joined(name);
  return [
    ...(isCompleted(text) ? [completed(path, text)] : []),
    ...(hasArabic(text) ? [] : [withoutArabic(path, arabicNames)]),
  ];
}

const completed = (path: string, text: string) =>
  warning(
    ONLY_DIGITS.test(text) ? "BR-KSA-F-C-01" : "BR-KSA-F-06-C19",
    path,
    [
      `الاسم «${text}» لا يكفي وصفًا، فكُتب في المستند «صنف ${text}»`,
      `"${text}" says too little: the document says "صنف ${text}"`,
    ],
    ["اكتب اسمًا من ثلاثة أحرف أو أكثر فيه غير الأرقام", "give a name of three characters or more, not of digits alone"],
  );

const withoutArabic = (path: string, arabicNames: "warn" | "refuse") =>
  (arabicNames === "refuse" ? error : warning)(
    "sale/arabic-name",
    path,
    [
      "الاسم بلا عربية، والعربية واجبة في الفاتورة",
      "the name has no Arabic, which the VAT regulation asks for on the invoice",
    ],
    ['أضف الاسم بالعربية: { "ar": …, "en": … }', 'add the Arabic name: { "ar": …, "en": … }'],
  );
