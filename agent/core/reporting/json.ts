// Reading a stranger's JSON without trusting its shape.

export type Json = { readonly [key: string]: unknown };

/** Narrows to a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Parses a JSON object; undefined for everything else, HTML and an empty body included. */
export function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The object at a key; undefined when it is none. */
export const objectAt = (json: Json, key: string): Json | undefined => {
  const value = json[key];
  return isObject(value) ? value : undefined;
};

/** The list at a key, where one object alone counts as a list of one, and nothing as the empty list. */
export const listAt = (json: Json, key: string): readonly unknown[] => {
  const value = json[key];
  if (Array.isArray(value)) return value;
  return isObject(value) ? [value] : [];
};

/** The text at a key; numbers as text, everything else as the empty text. */
export const textAt = (json: Json, key: string): string => {
  const value = json[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

const TEXT_LIMIT = 1_000;

/** A stranger's words made fit for a log and a screen: one line, no control or direction characters, bounded. */
export const plainText = (text: string): string =>
  text
    .slice(0, TEXT_LIMIT)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
