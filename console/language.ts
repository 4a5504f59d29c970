// Two languages, Arabic first. Every text stands in one table per language; what the terminal says brings its own.
import type { Bilingual } from "../agent/core/bilingual.ts";
import { AR } from "./texts-ar.ts";
import { EN, type TextKey } from "./texts-en.ts";

export type Language = "ar" | "en";

const TABLES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { ar: AR, en: EN };
const KEPT = "khatm-language";

let current: Language = "ar";

export const language = (): Language => current;

/** Takes the language chosen last on this machine; Arabic where none was. */
export const startLanguage = (): void => speak(localStorage.getItem(KEPT) === "en" ? "en" : "ar");

/** Changes the language of everything that is drawn from now on. */
export function speak(next: Language): void {
  current = next;
  localStorage.setItem(KEPT, next);
  document.documentElement.lang = next;
  document.documentElement.dir = next === "ar" ? "rtl" : "ltr";
}

/** A text of the tables, with values in the place of their names. @example t("left", { days: 12 }) */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return TABLES[current][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** A text of a family, such as the states of documents; the word itself where the table has no such row. */
export function word(family: string, name: string): string {
  const key = `${family}.${name}`;
  const table: Readonly<Record<string, string>> = TABLES[current];
  return table[key] ?? name;
}

/** What the terminal says in both languages. */
export const said = (text: Bilingual): string => text[current] || text.ar || text.en;

/** A name that a shop gave in one language or in two. */
export const named = (text: string | Partial<Bilingual>): string =>
  typeof text === "string" ? text : text[current] || text.ar || text.en || "";
