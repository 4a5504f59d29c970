// Text as XPath sees it: code points, XML white space, its own classes of digits and word characters.

/** White space as XML has it (not the no-break space) taken off both ends, as a cast does. */
export const trim = (text: string): string => (hasSpace(text) ? text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "") : text);

/** fn:normalize-space: XML white space (not the no-break space) trimmed and joined. */
export function normalizeSpace(text: string): string {
  if (!hasSpace(text)) return text;
  return text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
}

function hasSpace(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) return true;
  }
  return false;
}

/** fn:string-length: characters outside the basic plane count once. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0xdc00 || code > 0xdfff) length += 1;
  }
  return length;
}

/** True when more than two characters follow the first point. */
export function hasMoreThanTwoDecimals(text: string): boolean {
  const point = text.indexOf(".");
  return point >= 0 && text.length - point > 3 && lengthOf(text.slice(point + 1)) > 2;
}

/** True for a length from `min` to `max`, in characters. */
export function isLength(text: string, min: number, max: number): boolean {
  // A text has at most as many characters as the engine counts, and at least one where that is not 0.
  if (min <= 1 && text.length >= min && text.length <= max) return true;
  const length = lengthOf(text);
  return length >= min && length <= max;
}

/** fn:substring, counted from 1. */
export function substring(text: string, start: number, length: number): string {
  if (/[\uD800-\uDFFF]/.test(text)) return [...text].slice(start - 1, start - 1 + length).join("");
  return text.slice(start - 1, start - 1 + length);
}

/** True for text of the digits 0 to 9 alone, or no text. */
export const hasOnlyDigits = (text: string): boolean => /^[0-9]*$/.test(text);

/** One item of a list as the authority tests it: blanks around it do not matter, blanks inside it do. */
export const isListed = (list: ReadonlySet<string>, text: string): boolean => list.has(normalizeSpace(text));
