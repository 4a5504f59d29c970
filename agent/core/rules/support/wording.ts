// Messages and remedies in both languages, and the texts that rules of one shape share.
import type { Bilingual } from "../../bilingual.ts";
import { counted, LETTERS } from "../../counted.ts";

/** The same sentence in Arabic and in English. */
export const says = (ar: string, en: string): Bilingual => ({ ar, en });

/** A text is shorter or longer than the standard allows. */
export function lengthMessage(field: Bilingual, min: number, max: number): Bilingual {
  if (max === Number.POSITIVE_INFINITY)
    return says(`${field.ar} غير ${agreeing("مكتوب", field.ar)}`, `${field.en} is missing`);
  if (min === 0) return says(`${field.ar} أطول من ${letters(max)}`, `${field.en} is longer than ${max} characters`);
  return says(
    `طول ${field.ar} خارج الحدود المسموحة: من ${min} إلى ${letters(max)}`,
    `${field.en} must be ${min} to ${max} characters long`,
  );
}

/** What to do about it. */
export function lengthFix(min: number, max: number): Bilingual {
  if (max === Number.POSITIVE_INFINITY) return says("اكتب هذا الحقل", "fill this field in");
  if (min === 0)
    return says(`اختصر النص إلى ${letters(max)} على الأكثر`, `shorten the text to ${max} characters at most`);
  return says(`اكتب نصا طوله من ${min} إلى ${letters(max)}`, `write a text of ${min} to ${max} characters`);
}

const letters = (count: number): string => counted(count, LETTERS);

/** An adjective in the gender of what it describes: a noun that ends in ة is feminine. */
const agreeing = (adjective: string, described: string): string =>
  described.split(" ")[0]?.endsWith("ة") === true ? `${adjective}ة` : adjective;

/** An amount has more than two digits behind the point. */
export const decimalsMessage = (field: Bilingual): Bilingual =>
  says(`${field.ar}: أكثر من منزلتين عشريتين`, `${field.en} has more than two digits behind the point`);

export const DECIMALS_FIX: Bilingual = says(
  "قرّب المبلغ إلى منزلتين عشريتين",
  "round the amount to two digits behind the point",
);
