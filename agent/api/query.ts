// Queries of lists as tables: each key's form, in one place for the reader and for the description.
import type { Bilingual } from "../core/bilingual.ts";
import { counted, LETTERS } from "../core/counted.ts";
import type { JsonSchema } from "../core/invoice/reading/reader.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Violation } from "../core/violation.ts";

interface QueryKey {
  readonly schema: JsonSchema;
  readonly about: string;
  /** What a person is told to write. */
  readonly expected: Bilingual;
  readonly check: (text: string) => boolean;
}

export type QueryTable = Readonly<Record<string, QueryKey>>;
export type Query<T extends QueryTable> = { readonly [K in keyof T]?: string };

/** A date that the calendar has, `YYYY-MM-DD`. */
export const isDate = (text: string): boolean =>
  /^2\d{3}-\d{2}-\d{2}$/.test(text) && new Date(Date.parse(text) || 0).toISOString().startsWith(text);

/** One of a few words. */
export const wordKey = (words: readonly string[], about: string): QueryKey => ({
  schema: { type: "string", enum: words },
  about,
  expected: { ar: `إحدى القيم: ${words.join("، ")}`, en: `one of: ${words.join(", ")}` },
  check: (text) => words.includes(text),
});

/** A calendar day. */
export const dateKey = (about: string): QueryKey => ({
  schema: { type: "string", format: "date" },
  about,
  expected: { ar: "يوم من التقويم مثل 2026-11-21", en: "a day of the calendar, as in 2026-11-21" },
  check: isDate,
});

/** Text of 1 to `most` characters. */
export const textKey = (most: number, about: string): QueryKey => ({
  schema: { type: "string", minLength: 1, maxLength: most },
  about,
  expected: { ar: `نص من 1 إلى ${counted(most, LETTERS)}`, en: `text of 1 to ${most} characters` },
  check: (text) => text.length >= 1 && text.length <= most,
});

/** A whole number from 1 to `most`. */
export const countKey = (most: number, about: string): QueryKey => ({
  schema: { type: "integer", minimum: 1, maximum: most },
  about,
  expected: { ar: `عدد صحيح من 1 إلى ${most}`, en: `a whole number from 1 to ${most}` },
  check: (text) => /^[1-9]\d{0,15}$/.test(text) && Number(text) <= most,
});

/** Where a page goes on: the `next` of the page before. */
export const CURSOR = countKey(Number.MAX_SAFE_INTEGER, "the next of the page before: entries older than that one");

/** The keys of a page, newest first, of `usual` entries where nobody says how many. */
export const pageKeys = (usual: number) => ({
  before: CURSOR,
  limit: countKey(500, `how many at most; ${usual} where it is not said`),
});

/** The page that a checked query asks for. */
export const pageOf = ({ before, limit }: Query<ReturnType<typeof pageKeys>>, usual: number) => ({
  before: before === undefined ? undefined : Number(before),
  limit: limit === undefined ? usual : Number(limit),
});

/** `next` behind the entry that fills a page; a page that is not full is the last. */
export const nextOf = (last: number | undefined): { readonly next?: number } =>
  last === undefined ? {} : { next: last };

/** Reads a query; unknown keys and wrong values are refused. */
export function readQuery<T extends QueryTable>(
  table: T,
  query: Readonly<Record<string, string>>,
): Result<Query<T>, readonly Violation[]> {
  const violations = Object.entries(query).flatMap(([key, text]) => wrong(table, key, text));
  return violations.length > 0 ? err(violations) : ok(query as Query<T>);
}

function wrong(table: QueryTable, key: string, text: string): readonly Violation[] {
  const row = Object.hasOwn(table, key) ? table[key] : undefined;
  if (row?.check(text)) return [];
  const words = row === undefined ? unknownKey(key, Object.keys(table)) : wrongValue(key, text, row.expected);
  return [{ code: "query/wrong", severity: "error", path: key, ...words }];
}

const unknownKey = (key: string, keys: readonly string[]) => ({
  message: { ar: `معامل غير معروف: ${key}`, en: `unknown query key ${key}` },
  fix: { ar: `المعاملات: ${keys.join("، ")}`, en: `keys: ${keys.join(", ")}` },
});

const wrongValue = (key: string, text: string, { ar, en }: Bilingual) => ({
  message: {
    ar: `قيمة غير صالحة للمعامل ${key}: «${text.slice(0, 40)}»`,
    en: `wrong value for ${key}: "${text.slice(0, 40)}"`,
  },
  fix: { ar: `المطلوب: ${ar}`, en: `expected: ${en}` },
});
