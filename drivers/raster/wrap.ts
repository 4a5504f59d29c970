// Paragraph to lines: greedy at spaces, inside a word only where the word alone is too wide. Text is broken in reading
// order and each line is put into visual order by itself, so both directions wrap alike.
import { boundedMemo } from "./bounded-cache.ts";
import { type Line, measure, type Style, setLine } from "./line.ts";
import { type Direction, type Paragraph, toParagraph } from "./paragraph.ts";

export interface Span {
  readonly start: number;
  readonly end: number;
}

const WORD = /[^ \n]+/g;
/** Good places inside a long word are after these; else any place that does not part a letter from its marks. */
const AFTER = /[-/_.,:;،؛]/;
const MARK = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;

/** Labels, names and prices recur from receipt to receipt; a set line is small, its dots belong to its words. */
const settings = boundedMemo<readonly Line[]>(1024);

/** Sets a text in lines of at most `width` dots; a line break in the text begins a new line. */
export const wrap = (text: string, direction: Direction, style: Style, width: number): readonly Line[] =>
  settings(`${direction}/${style.size}/${style.weight}/${width}/${text}`, () =>
    text.split("\n").flatMap((part) => setParagraph(toParagraph(part, direction), style, width)),
  );

const setParagraph = (paragraph: Paragraph, style: Style, width: number): readonly Line[] =>
  breakLines(paragraph, style, width).map(({ start, end }) => setLine(paragraph, start, end, style));

/** As `wrap`, with lines of like length: for centred headings, where one lonely word would look lost. */
export function wrapEvenly(text: string, direction: Direction, style: Style, width: number): readonly Line[] {
  const fewest = wrap(text, direction, style, width).length;
  let [tooNarrow, enough] = [0, width];
  while (enough - tooNarrow > 4) {
    const middle = Math.floor((tooNarrow + enough) / 2);
    if (wrap(text, direction, style, middle).length > fewest) tooNarrow = middle;
    else enough = middle;
  }
  return wrap(text, direction, style, enough);
}

const widths = boundedMemo<number>(1024);

/** Width of a text on one line, dots. */
export const widthOf = (text: string, direction: Direction, style: Style): number =>
  widths(`${direction}/${style.size}/${style.weight}/${text}`, () =>
    Math.ceil(measure(toParagraph(text, direction), 0, text.length, style)),
  );

/** Where the lines of a paragraph begin and end; what lies between two lines is spaces only. */
export function breakLines(paragraph: Paragraph, style: Style, width: number): readonly Span[] {
  const fits = (start: number, end: number): boolean => measure(paragraph, start, end, style) <= width;
  const lines: Span[] = [];
  for (const word of pieces(paragraph.text, fits)) {
    const last = lines.at(-1);
    if (last !== undefined && fits(last.start, word.end))
      lines[lines.length - 1] = { start: last.start, end: word.end };
    else lines.push(word);
  }
  return lines;
}

/** The words, those too wide for a line cut into parts that fit. */
function pieces(text: string, fits: (start: number, end: number) => boolean): readonly Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(WORD)) {
    const end = match.index + match[0].length;
    for (let start = match.index; start < end; ) {
      const stop = fits(start, end) ? end : cut(text, start, end, fits);
      found.push({ start, end: stop });
      start = stop;
    }
  }
  return found;
}

/** Where to cut a word that is too wide: as far right as fits, at a good place if there is one in the last half. */
function cut(text: string, start: number, end: number, fits: (start: number, end: number) => boolean): number {
  let [fitting, tooFar] = [start, end];
  while (tooFar - fitting > 1) {
    const middle = Math.floor((fitting + tooFar) / 2);
    if (fits(start, middle)) fitting = middle;
    else tooFar = middle;
  }
  for (let at = fitting; at > start + (fitting - start) / 2; at--) if (AFTER.test(text.charAt(at - 1))) return at;
  for (let at = fitting; at > start; at--) if (isBoundary(text, at)) return at;
  return afterFirstCharacter(text, start);
}

const isBoundary = (text: string, at: number): boolean =>
  !MARK.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) && !/[\udc00-\udfff]/.test(text.charAt(at));

/** Even a single character wider than the line takes its place: nothing is ever left out. */
function afterFirstCharacter(text: string, start: number): number {
  let at = start + String.fromCodePoint(text.codePointAt(start) ?? 0).length;
  while (at < text.length && !isBoundary(text, at)) at++;
  return at;
}
