// Facts about a document as rows on three axes: English label at the left margin, Arabic label at the right margin, and
// the value against the Arabic label, where a reader of Arabic alone finds it.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { ReceiptLabel } from "../../../agent/core/receipt/texts.ts";
import { type Block, beside, gap, type Phrase, stack, textBlock } from "../block.ts";
import { arabic, english, figure, free, phraseWidth } from "./phrases.ts";
import { lineRoom, type Sheet } from "./sheet.ts";

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
  const labels = facts.map(({ label }) => phraseWidth(arabicLabel(label, sheet)));
  const axis = sheet.right - Math.max(0, ...labels) - sheet.gutter;
  return stack(...facts.map((fact) => factBlock(fact, axis, sheet)));
}

const arabicLabel = (label: Bilingual, sheet: Sheet): Phrase => arabic(label.ar, sheet.styles.body);
const englishLabel = (label: Bilingual, sheet: Sheet): Phrase => english(label.en, sheet.styles.small);

function factBlock(fact: Fact, axis: number, sheet: Sheet): Block {
  const [ar, en] = valuePhrases(fact.value, sheet);
  const isShared = en === undefined || en.text === "" || en.text === ar.text;
  return isShared ? sharedValue(fact.label, ar, axis, sheet) : ownValues(fact.label, { ar, en }, axis, sheet);
}

/** One value between the two labels; under them where it would not fit on one line. */
function sharedValue(label: Bilingual, value: Phrase, axis: number, sheet: Sheet): Block {
  const { left, width } = sheet;
  const start = left + phraseWidth(englishLabel(label, sheet)) + sheet.gutter;
  const labels = beside(
    textBlock(englishLabel(label, sheet), lineRoom(sheet, "left")),
    textBlock(arabicLabel(label, sheet), lineRoom(sheet, "right")),
  );
  return phraseWidth(value) <= axis - start
    ? beside(labels, textBlock(value, { x: start, width: axis - start, align: "right" }))
    : stack(labels, textBlock(value, { x: left, width, align: "right" }));
}

/** A value in each language beside its label: on one line where both fit, else Arabic first. */
function ownValues(label: Bilingual, value: { ar: Phrase; en: Phrase }, axis: number, sheet: Sheet): Block {
  const start = sheet.left + phraseWidth(englishLabel(label, sheet)) + sheet.gutter;
  const arabicSide = beside(
    textBlock(value.ar, { x: sheet.left, width: axis - sheet.left, align: "right" }),
    textBlock(arabicLabel(label, sheet), lineRoom(sheet, "right")),
  );
  const englishSide = beside(
    textBlock(englishLabel(label, sheet), lineRoom(sheet, "left")),
    textBlock(value.en, { x: start, width: sheet.right - start, align: "left" }),
  );
  const fits = start + phraseWidth(value.en) + sheet.gutter + phraseWidth(value.ar) <= axis;
  return fits ? beside(englishSide, arabicSide) : stack(arabicSide, englishSide, gap(4));
}

function valuePhrases(value: string | Bilingual, sheet: Sheet): readonly [Phrase, Phrase?] {
  const { body, small } = sheet.styles;
  if (typeof value === "string") return [free(value, body)];
  if (value.ar === "") return [free(value.en, body)];
  return [arabic(value.ar, body), english(value.en, small)];
}
