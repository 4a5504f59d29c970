// A counted noun in Arabic: its form follows the number's last two digits (قواعد العدد والمعدود).

/** The forms of a noun, each for the numbers it follows. */
export interface Noun {
  /** With the number in words: `حرف واحد`, `ورقة واحدة`. */
  readonly one: string;
  /** The dual, which needs no number: `حرفين`. */
  readonly two: string;
  /** After 3 to 10: `أحرف`. */
  readonly few: string;
  /** After 11 to 99: `حرفًا`. */
  readonly many: string;
  /** After whole hundreds, nothing, and a hundred with 1 or 2: `حرف`. */
  readonly other: string;
}

/**
 * A number with its noun in the form that Arabic asks for.
 * @example counted(127, LETTERS) // "127 حرفًا"
 */
export function counted(count: number, noun: Noun): string {
  if (count === 1) return noun.one;
  return count === 2 ? noun.two : `${count} ${noun[formAfter(count % 100)]}`;
}

function formAfter(rest: number): "few" | "many" | "other" {
  if (rest < 3) return "other";
  return rest <= 10 ? "few" : "many";
}

/** Genitive: behind «من» or «إلى». */
export const LETTERS: Noun = { one: "حرف واحد", two: "حرفين", few: "أحرف", many: "حرفًا", other: "حرف" };
/** Genitive too. */
export const PLACES: Noun = {
  one: "منزلة عشرية واحدة",
  two: "منزلتين عشريتين",
  few: "منازل عشرية",
  many: "منزلة عشرية",
  other: "منزلة عشرية",
};
/** Genitive: behind «قبل». */
export const DAYS: Noun = { one: "يوم واحد", two: "يومين", few: "أيام", many: "يومًا", other: "يوم" };
/** Nominative: what there is. */
export const DOCUMENTS: Noun = { one: "مستند واحد", two: "مستندان", few: "مستندات", many: "مستندًا", other: "مستند" };
