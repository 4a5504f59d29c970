// The two languages of one thing: on one line where both fit, English from the left and Arabic from the right, else Arabic
// first and English below it.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import { type Block, beside, headingBlock, NOTHING, type Phrase, stack, textBlock } from "../block.ts";
import type { Style } from "../line.ts";
import { arabic, english, phraseWidth } from "./phrases.ts";
import type { Sheet } from "./sheet.ts";

export interface Pair {
  readonly ar: Phrase;
  readonly en: Phrase;
}

/** A span of the line between two columns. */
export interface Span {
  readonly x: number;
  readonly width: number;
}

export const pairOf = ({ ar, en }: Bilingual, arStyle: Style, enStyle: Style): Pair => ({
  ar: arabic(ar, arStyle),
  en: english(en === ar ? "" : en, enStyle),
});

/** A pair in a span of the line. */
export function pairBlock({ ar, en }: Pair, span: Span, gutter: number): Block {
  const english = textBlock(en, { ...span, align: "left" });
  const arabic = textBlock(ar, { ...span, align: "right" });
  const fits = phraseWidth(ar) + phraseWidth(en) + gutter <= span.width && !/\n/.test(ar.text + en.text);
  return fits ? beside(english, arabic) : stack(arabic, english);
}

/** A pair in the middle of the paper, Arabic above English. */
export function centredPair(pair: Pair, sheet: Sheet): Block {
  const line = (phrase: Phrase): Block =>
    phrase.text === "" ? NOTHING : headingBlock(phrase, sheet.left, sheet.width);
  return stack(line(pair.ar), line(pair.en));
}
