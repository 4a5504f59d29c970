// One row of the configuration table: what a key may hold, what it means, and what stands for it when it is absent.
import type { Bilingual } from "../agent/core/bilingual.ts";
import { counted, LETTERS } from "../agent/core/counted.ts";
import { cleanLine, lengthOf } from "../agent/core/text.ts";

/** What a TOML value may be here. */
export type Plain = string | number | boolean | { readonly ar: string; readonly en: string } | readonly Plain[];

/** A kind of value: how it is read, and how it is described to who wrote something else. */
export interface Kind<T> {
  readonly read: (value: unknown) => T | undefined;
  readonly expected: Bilingual;
}

export interface Row<T> extends Kind<T> {
  readonly about: Bilingual;
  readonly presence: "required" | "optional" | "defaulted";
  /** The default; of a required or optional key what the example shows. */
  readonly shown: Plain;
  /** What stands for an absent key. */
  readonly absent: T | undefined;
}

interface Example extends Bilingual {
  /** What the example file shows. */
  readonly example: Plain;
}

/** A key without which there is no configuration. */
export const required = <T>(kind: Kind<T>, { ar, en, example }: Example): Row<T> => ({
  ...kind,
  about: { ar, en },
  presence: "required",
  shown: example,
  absent: undefined,
});

/** A key that may be left out. */
export const optional = <T>(kind: Kind<T>, { ar, en, example }: Example): Row<T | undefined> => ({
  ...kind,
  about: { ar, en },
  presence: "optional",
  shown: example,
  absent: undefined,
});

/** A key with a value of its own until another is given. */
export const defaulted = <T extends Plain>(kind: Kind<T>, value: NoInfer<T>, about: Bilingual): Row<T> => ({
  ...kind,
  about,
  presence: "defaulted",
  shown: value,
  absent: value,
});

/** One line of text; `most` in characters. */
export const text = (most: number): Kind<string> => ({
  read: (value) => {
    const line = typeof value === "string" ? cleanLine(value) : undefined;
    return line?.ok && line.value !== "" && lengthOf(line.value) <= most ? line.value : undefined;
  },
  expected: {
    ar: `نص من سطر واحد بين علامتي اقتباس، من 1 إلى ${counted(most, LETTERS)}`,
    en: `one line of text in quotes, 1 to ${most} characters`,
  },
});

/** One of a few words. */
export const choice = <const W extends string>(words: readonly W[]): Kind<W> => ({
  read: (value) => words.find((word) => word === value),
  expected: { ar: `إحدى القيم: ${words.join(" | ")}`, en: `one of: ${words.join(" | ")}` },
});

/** One of a few numbers. */
export const choiceOfNumbers = <const N extends number>(numbers: readonly N[]): Kind<N> => ({
  read: (value) => numbers.find((number) => number === value),
  expected: { ar: `أحد الأعداد: ${numbers.join(" | ")}`, en: `one of: ${numbers.join(" | ")}` },
});

/** A whole number within limits, both included. */
export const integer = (least: number, most: number): Kind<number> => ({
  read: (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : undefined,
  expected: { ar: `عدد صحيح من ${least} إلى ${most}`, en: `a whole number from ${least} to ${most}` },
});

/** Three whole numbers within limits, each above the one before. */
export const threeRising = (least: number, most: number): Kind<readonly [number, number, number]> => ({
  read: (value) => {
    if (!Array.isArray(value) || value.length !== 3) return undefined;
    const [low, middle, high] = value.map(integer(least, most).read);
    if (low === undefined || middle === undefined || high === undefined) return undefined;
    return low < middle && middle < high ? [low, middle, high] : undefined;
  },
  expected: {
    ar: `ثلاثة أعداد صحيحة بين [ ] من ${least} إلى ${most}، كل منها أكبر مما قبله`,
    en: `three whole numbers in [ ] from ${least} to ${most}, each above the one before`,
  },
});

export const flag: Kind<boolean> = {
  read: (value) => (typeof value === "boolean" ? value : undefined),
  expected: { ar: "true أو false", en: "true or false" },
};

/** Text in one language, or in both as `{ ar = "…", en = "…" }`; kept as written for who reads it next. */
export const words: Kind<string | Bilingual> = {
  read: (value) => {
    if (typeof value === "string") return text(1000).read(value);
    if (typeof value !== "object" || value === null || !("ar" in value) || !("en" in value)) return undefined;
    const [ar, en] = [text(1000).read(value.ar), text(1000).read(value.en)];
    return Object.keys(value).length === 2 && ar !== undefined && en !== undefined ? { ar, en } : undefined;
  },
  expected: {
    ar: 'نص، أو { ar = "…", en = "…" } باللغتين',
    en: 'text, or { ar = "…", en = "…" } in both languages',
  },
};

/** A list of at most so many items. */
export const listOf = <T>(kind: Kind<T>, most: number): Kind<readonly T[]> => ({
  read: (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const items = value.map(kind.read).filter((item) => item !== undefined);
    return items.length === value.length ? items : undefined;
  },
  expected: {
    ar: `قائمة بين [ ] من ${most} على الأكثر؛ كل عنصر ${kind.expected.ar}`,
    en: `a list in [ ] of at most ${most}; each item ${kind.expected.en}`,
  },
});
