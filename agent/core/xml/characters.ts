// What XML 1.0 can carry, and how canonical XML writes it.

/** Everything outside `Char` (XML 1.0 section 2.2), lone surrogates included. */
export const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** The index of the first character XML 1.0 cannot carry; undefined where it can carry all. */
export function notXmlAt(text: string): number | undefined {
  return WITHOUT_SURROGATES.test(text) ? undefined : NOT_XML.exec(text)?.index;
}

/** Nearly every text is such a one, and it is looked through three times as fast. */
const WITHOUT_SURROGATES = /^[\t\n\r -\uD7FF\uE000-\uFFFD]*$/;
/** What is written as it is. Nearly everything is: looked for once instead of two slower times. */
const PLAIN_TEXT = /^[\t\n -%'-;=?-~\u00A0-\uD7FF\uE000-\uFFFD]*$/;
const PLAIN_VALUE = /^[ !#-%'-;=-~\u00A0-\uD7FF\uE000-\uFFFD]*$/;

const TEXT_ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
const VALUE_ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/**
 * Escapes text for element content (XML C14N 1.1 section 2.3).
 * @throws Error when XML 1.0 cannot carry it: a bug, since parsers of user text refuse it long before.
 */
export function escapeText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  if (NOT_XML.test(text)) throw new Error("text holds a character XML 1.0 cannot carry");
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (found) => TEXT_ESCAPES[found] ?? found) : text;
}

/** Escapes an attribute value. @throws Error as `escapeText`. */
export function escapeValue(value: string): string {
  if (PLAIN_VALUE.test(value)) return value;
  if (NOT_XML.test(value)) throw new Error("value holds a character XML 1.0 cannot carry");
  return /[&<"\t\n\r]/.test(value) ? value.replace(/[&<"\t\n\r]/g, (found) => VALUE_ESCAPES[found] ?? found) : value;
}
