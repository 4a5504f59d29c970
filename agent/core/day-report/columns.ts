// Lines of 42 columns: what a terminal window and a slip of 80 mm paper hold.
import type { Bilingual } from "../bilingual.ts";

const WIDTH = 42;

export const RULE = "-".repeat(WIDTH);

/** Text in the middle of a line. */
export const centred = (text: string): string => " ".repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text;

/** A name at the beginning of a line and its value at the end. */
const pair = (name: string, value: string): string => `${name} ${value.padStart(WIDTH - name.length - 1)}`;

/** A value under its name in both languages: on two lines where one does not hold them. */
export function told({ ar, en }: Bilingual, value: string, indent = ""): string {
  if (ar === en) return pair(indent + en, value);
  const both = `${indent}${en} / ${ar}`;
  const isOneLine = both.length + 1 + value.length <= WIDTH;
  return isOneLine ? pair(both, value) : `${indent}${en}\n${pair(indent + ar, value)}`;
}

/** The same below a heading. */
export const below = (words: Bilingual, value: string): string => told(words, value, "  ");
