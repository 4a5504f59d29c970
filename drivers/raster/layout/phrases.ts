// Phrases of the two languages: Arabic reads from the right, English from the left, and what comes from outside is
// isolated so that neither turns its order round (printing.md section 2: dates, phones, negatives, percentages).
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptAdjustment } from "../../../agent/core/receipt/model.ts";
import type { Phrase } from "../block.ts";
import type { Style } from "../line.ts";
import { RIYAL_SIGN } from "../own-glyphs.ts";
import type { Direction } from "../paragraph.ts";
import { widthOf } from "../wrap.ts";

const [LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE] = ["\u2066", "\u2068", "\u2069"];
const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

export const arabic = (text: string, style: Style): Phrase => ({ text, direction: "rtl", style });
export const english = (text: string, style: Style): Phrase => ({ text, direction: "ltr", style });

/** A text of unknown language: right to left as soon as it holds one such letter. */
export const free = (text: string, style: Style): Phrase => ({ text, direction: directionOf(text), style });

const directionOf = (text: string): Direction => (RIGHT_TO_LEFT_LETTER.test(text) ? "rtl" : "ltr");

/** Digits and signs that keep their order wherever they stand: amounts, dates, numbers of documents. */
export const figure = (text: string): string => `${LEFT_TO_RIGHT_ISOLATE}${text}${POP_ISOLATE}`;

/** Words that keep their own order inside a sentence of the other language. */
export const quote = (text: string): string => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;

/** An amount as it is shown: a true minus, which is as wide as a digit. */
export const amountText = (amount: string): string => figure(amount.replace(/^-/, "\u2212"));

/** An amount that was taken away. */
export const negative = (amount: string): string => amountText(`-${amount}`);

/** An amount with its currency, the sign or code before it in both languages. */
export const money = (amount: string, currency: string): string =>
  figure(`${currency === "SAR" ? RIYAL_SIGN : currency}\u00a0${amount.replace(/^-/, "\u2212")}`);

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
