// Text in reading order to runs in the order they stand on paper: the Unicode Bidirectional Algorithm (UAX 9), then one
// face per run. A paragraph keeps its levels, so that an isolate may run on over the end of a line.
import { createRequire } from "node:module";
import type { Bidi } from "bidi-js";
import { boundedMemo } from "./bounded-cache.ts";
import { type Face, faceStack, OWN_FACE, type Weight } from "./faces.ts";

export type Direction = "rtl" | "ltr";

export interface Paragraph {
  readonly text: string;
  readonly direction: Direction;
  /** Embedding level of each UTF-16 unit; odd reads right to left. */
  readonly levels: Uint8Array;
}

/** A word or a space of one face and level: words recur from receipt to receipt, so their shapes are worth remembering. */
export interface Run {
  readonly face: Face;
  readonly text: string;
  readonly level: number;
}

/** The package is CommonJS and its types describe an ES module: asked for by `require`, both agree. */
const bidi = (createRequire(import.meta.url)("bidi-js") as () => Bidi)();
/** Shown as nothing, and never a reason to change the face: joiners, isolates, variation selectors. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/u;

const paragraphs = boundedMemo<Paragraph>(1024);

/** Resolves the levels of one paragraph; `text` holds no line break. */
export const toParagraph = (text: string, direction: Direction): Paragraph =>
  paragraphs(direction + text, () => ({
    text,
    direction,
    levels: bidi.getEmbeddingLevels(text, direction).levels,
  }));

/** The runs of `text[start, end)` from left to right. */
export const visualRuns = (paragraph: Paragraph, start: number, end: number, weight: Weight): readonly Run[] =>
  reorder(logicalRuns(paragraph, start, end, faceStack(weight)));

function logicalRuns({ text, levels }: Paragraph, start: number, end: number, stack: readonly Face[]): readonly Run[] {
  const runs: Run[] = [];
  let at = start;
  for (const character of text.slice(start, end)) {
    const last = runs.at(-1);
    const run = runOf(character, levels[at] ?? 0, last, stack);
    at += character.length;
    if (run === undefined) continue;
    if (last !== undefined && goesOn(last, run)) runs[runs.length - 1] = { ...last, text: last.text + run.text };
    else runs.push(run);
  }
  return runs;
}

/** One character as a run; undefined for what is shown as nothing and has no word to belong to. */
function runOf(character: string, level: number, before: Run | undefined, stack: readonly Face[]): Run | undefined {
  if (!IGNORABLE.test(character)) {
    return { face: faceFor(character.codePointAt(0) ?? 0, before?.face, stack), text: character, level };
  }
  return before === undefined || before.face === OWN_FACE ? undefined : { ...before, text: character };
}

const goesOn = (last: Run, next: Run): boolean =>
  last.face === next.face && last.level === next.level && last.text.endsWith(" ") === (next.text === " ");

/** Spaces and marks stay with the face before them where it has them, so that words are shaped whole. */
function faceFor(codePoint: number, before: Face | undefined, stack: readonly Face[]): Face {
  if (before !== undefined && before !== OWN_FACE && before.covers(codePoint)) return before;
  return stack.find((face) => face.covers(codePoint)) ?? OWN_FACE;
}

/** Rule L2: from the highest level down, every sequence at that level or above is turned round. */
function reorder(runs: readonly Run[]): readonly Run[] {
  const highest = runs.reduce((most, run) => Math.max(most, run.level), 0);
  let ordered = runs;
  for (let level = highest; level > 0; level--) ordered = turnRound(ordered, level);
  return ordered;
}

function turnRound(runs: readonly Run[], level: number): readonly Run[] {
  const turned: Run[] = [];
  for (let i = 0; i < runs.length; ) {
    let end = i;
    while (end < runs.length && (runs[end]?.level ?? 0) >= level) end++;
    turned.push(...(end > i ? runs.slice(i, end).reverse() : runs.slice(i, i + 1)));
    i = Math.max(end, i + 1);
  }
  return turned;
}
