// Text that people typed: what may enter a document, and how its two languages become one XML text (stamping.md, user text).
// Marks that steer reading order without hiding anything (U+200E, U+200F, U+061C, the isolates U+2066 to U+2069) may stay;
// embeddings and overrides (U+202A to U+202E) can show one text and sign another, so they are refused.
import type { Bilingual } from "./bilingual.ts";
import { err, ok, type Result } from "./result.ts";

interface Forbidden {
  readonly pattern: RegExp;
  readonly what: Bilingual;
}

/** Characters on which XML parsers, and so hashes, disagree, or which deceive the eye. */
const FORBIDDEN: readonly Forbidden[] = [
  { pattern: /\p{Cs}/u, what: { ar: "نصف حرف غير مكتمل", en: "half a character (a lone surrogate)" } },
  { pattern: /[^\P{Cc}\n]/u, what: { ar: "حرف تحكم", en: "a control character" } },
  { pattern: /[\u2028\u2029]/u, what: { ar: "فاصل أسطر خاص", en: "a line or paragraph separator" } },
  { pattern: /\uFEFF/u, what: { ar: "علامة ترتيب البايتات", en: "a byte order mark" } },
  { pattern: /\p{Noncharacter_Code_Point}/u, what: { ar: "رمز ليس حرفًا", en: "a code point that is no character" } },
  {
    pattern: /[\u202A-\u202E]/u,
    what: { ar: "حرف يقلب اتجاه النص", en: "a character that overrides the reading direction" },
  },
];

/** Anything a reader can see. */
const VISIBLE = /[^\p{Z}\p{Cf}\n]/u;
const ARABIC = /\p{Script=Arabic}/u;

/**
 * Cleans text of one line: line breaks and tabs become spaces, spaces at the ends go; empty when nothing can be seen.
 * The error says what kind of character must not be there.
 * @example cleanLine("  Kunafa\r\n") // { ok: true, value: "Kunafa" }
 */
export const cleanLine = (text: string): Result<string, Bilingual> => cleaned(text.replaceAll(/\r\n|[\r\n\t]/g, " "));

/** Cleans text that may have several lines: every line break becomes LF. */
export const cleanLines = (text: string): Result<string, Bilingual> =>
  cleaned(text.replaceAll(/\r\n?/g, "\n").replaceAll("\t", " "));

function cleaned(text: string): Result<string, Bilingual> {
  const found = FORBIDDEN.find(({ pattern }) => pattern.test(text));
  if (found !== undefined) return err(found.what);
  return ok(VISIBLE.test(text) ? text.trim() : "");
}

/** Length as the authority's rules count it: code points (BR-KSA-F-06). */
export const lengthOf = (text: string): number => [...text].length;

export const hasArabic = (text: string): boolean => ARABIC.test(text);

/** Text in one string as a Bilingual: on the Arabic side when it has Arabic in it. */
export const asBilingual = (text: string): Bilingual => (hasArabic(text) ? { ar: text, en: "" } : { ar: "", en: text });

/**
 * Both languages as one XML text (contract.md, Sale).
 * @example joined({ ar: "كنافة", en: "Kunafa" }) // "كنافة / Kunafa"
 */
export function joined({ ar, en }: Bilingual): string {
  if (ar === "" || ar === en) return en;
  return en === "" ? ar : `${ar} / ${en}`;
}
