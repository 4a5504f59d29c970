// Phrases of the two languages: Arabic reads from the right, English from the left, and what comes from outside is
// isolated so that neither turns its order round (printing.md section 2: dates, phones, negatives, percentages).
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptAdjustment } from "../../../agent/core/receipt/model.ts";
import type { Phrase } from "../block.ts";
import type { Style } from "../line.ts";
import { RIYAL_SIGN } from "../own-glyphs.ts";
import { widthOf } from "../wrap.ts";

const [LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE] = ["\u2066", "\u2068", "\u2069"];
const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

const TELEPHONE = /\+[0-9][0-9 ()-]*[0-9]/g;
/** Telephone numbers with their spaces; dates, codes, signed numbers and percentages without. */
const FIGURES =
  /(?<![\p{L}\p{N}])(?:\+[0-9][0-9 ()-]*[0-9]|[-+\u2212]?[0-9٠-٩][0-9٠-٩A-Za-z]*(?:[-.,:/_][0-9٠-٩A-Za-z]+)*[%٪]?)/gu;

/** An Arabic text; figures somebody wrote into it keep their order. */
export const arabic = (text: string, style: Style): Phrase => ({
  text: text.replace(FIGURES, (found, at: number) =>
    needsIsolate(found, text.slice(0, at)) ? unbroken(found) : found,
  ),
  direction: "rtl",
  style,
});

export const english = (text: string, style: Style): Phrase => ({
  text: text.replace(TELEPHONE, (found) => found.replaceAll(" ", "\u00a0")),
  direction: "ltr",
  style,
});

/** A text of unknown language: right to left as soon as it holds one such letter. */
export const free = (text: string, style: Style): Phrase =>
  RIGHT_TO_LEFT_LETTER.test(text) ? arabic(text, style) : english(text, style);

/** Bare digits keep their order by themselves, and after a Latin word they belong to it: `iPhone 15-Pro`. */
const needsIsolate = (found: string, before: string): boolean =>
  /[^0-9٠-٩]/.test(found) && !/[A-Za-z][^\p{L}]*$/u.test(before);

/** Digits and signs that keep their order wherever they stand: amounts, dates, numbers of documents. */
export const figure = (text: string): string => `${LEFT_TO_RIGHT_ISOLATE}${text}${POP_ISOLATE}`;

/** As `figure`, and never parted at the end of a line. */
const unbroken = (text: string): string => figure(text.replaceAll(" ", "\u00a0"));

/** Words that keep their own order inside a sentence of the other language. */
export const quote = (text: string): string => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;

/** An amount as it is shown: thousands parted, and a true minus, which is as wide as a digit. */
export const amountText = (amount: string): string => figure(shown(amount));

const shown = (amount: string): string =>
  amount.replace(/^-/, "\u2212").replace(/\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ","));

/** An amount that was taken away. */
export const negative = (amount: string): string => amountText(`-${amount}`);

/** An amount with its currency, the sign or code before it in both languages. */
export const money = (amount: string, currency: string): string =>
  figure(`${currencySign(currency)}\u00a0${shown(amount)}`);

/** What stands for a currency: the sign of the riyal, else the code. */
export const currencySign = (currency: string): string => (currency === "SAR" ? RIYAL_SIGN : currency);

/** The words of a code a till sent, which may be the name of anything: `constructor` is in no list. */
export const listed = (table: Readonly<Record<string, Bilingual>>, code: string): Bilingual | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;

/** Both sides of a bilingual text changed alike. */
export const both = ({ ar, en }: Bilingual, change: (text: string) => string): Bilingual => ({
  ar: change(ar),
  en: change(en),
});

/**
 * What an adjustment is, in both languages.
 * @example
 * adjustmentWords({ ar: "خصم", en: "Discount" }, { reason: { ar: "ولاء", en: "loyalty" }, percent: "10", amount: "2.70" })
 * // { ar: "خصم 10%: ولاء", en: "Discount 10%: loyalty" } with isolates round what is not fixed
 */
export function adjustmentWords(kind: Bilingual, { reason, percent }: ReceiptAdjustment): Bilingual {
  const rate = percent === undefined ? "" : ` ${figure(`${percent}%`)}`;
  const join = (word: string, text: string): string => `${word}${rate}${text === "" ? "" : `: ${quote(text)}`}`;
  return { ar: join(kind.ar, reason.ar || reason.en), en: join(kind.en, reason.en || reason.ar) };
}

export const phraseWidth = ({ text, direction, style }: Phrase): number => widthOf(text, direction, style);
