// Facts about a document as rows on three axes: English label at the left margin, Arabic label at the right margin, and
// the value against the Arabic label, where a reader of Arabic alone finds it.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptLabel } from "../../../agent/core/receipt/texts.ts";
import { type Block, beside, type Phrase, stack, textBlock } from "../block.ts";
import { arabic, english, figure, free, phraseWidth } from "./phrases.ts";
import type { Sheet } from "./sheet.ts";

export interface Fact {
  readonly label: Bilingual;
  /** One value for both languages, or one for each. */
  readonly value: string | Bilingual;
}

/** A fact with a value of figures, whose order must not change. */
export const figureFact = (sheet: Sheet, label: ReceiptLabel, value: string): Fact => ({
  label: sheet.texts.labels[label],
  value: figure(value),
});

/** A fact with a value of words. */
export const wordFact = (sheet: Sheet, label: ReceiptLabel, value: string | Bilingual): Fact => ({
  label: sheet.texts.labels[label],
  value,
});

/** The rows of a group of facts; their values share one axis. */
export function factsBlock(facts: readonly Fact[], sheet: Sheet): Block {
  const labels = facts.map(({ label }) => labelPhrases(label, sheet));
  const widest = (side: "ar" | "en"): number => Math.max(0, ...labels.map((label) => phraseWidth(label[side])));
  const columns = { ar: widest("ar") + sheet.gutter, en: widest("en") + sheet.gutter };
  return stack(...facts.map((fact) => factBlock(fact, columns, sheet)));
}

const labelPhrases = (label: Bilingual, sheet: Sheet): { readonly ar: Phrase; readonly en: Phrase } => ({
  ar: arabic(label.ar, sheet.styles.body),
  en: english(label.en, sheet.styles.small),
});

function factBlock({ label, value }: Fact, columns: { ar: number; en: number }, sheet: Sheet): Block {
  const { left, right, width } = sheet;
  const words = labelPhrases(label, sheet);
  const arLabel = textBlock(words.ar, { x: left, width, align: "right" });
  const enLabel = textBlock(words.en, { x: left, width, align: "left" });
  const [ar, en] = valuePhrases(value, sheet);
  if (en === undefined || en.text === "" || en.text === ar.text) {
    const room = { x: left + columns.en, width: width - columns.en - columns.ar, align: "right" } as const;
    return beside(enLabel, textBlock(ar, room), arLabel);
  }
  const arRoom = { x: left, width: width - columns.ar, align: "right" } as const;
  const enRoom = { x: left + columns.en, width: width - columns.en, align: "left" } as const;
  const fits = columns.en + phraseWidth(en) + sheet.gutter + phraseWidth(ar) + columns.ar <= right - left;
  const enSide = beside(enLabel, textBlock(en, enRoom));
  const arSide = beside(textBlock(ar, arRoom), arLabel);
  return fits ? beside(enSide, arSide) : stack(arSide, enSide);
}

function valuePhrases(value: string | Bilingual, sheet: Sheet): readonly [Phrase, Phrase?] {
  const { body, small } = sheet.styles;
  if (typeof value === "string") return [free(value, body)];
  if (value.ar === "") return [free(value.en, body)];
  return [arabic(value.ar, body), english(value.en, small)];
}
