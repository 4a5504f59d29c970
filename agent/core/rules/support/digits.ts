// The plain figures nearly every amount is written in, read without regular expressions.

/** Up to 14 digits, with a point behind the first or without: `12.50` is 1250 with 2 places. */
export function parsePlain(text: string): { readonly digits: number; readonly places: number } | undefined {
  if (text.length === 0 || text.length > 15) return undefined;
  let digits = 0;
  let point = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) digits = digits * 10 + code - 0x30;
    else if (code === 0x2e && point < 0 && at > 0) point = at;
    else return undefined;
  }
  return { digits, places: point < 0 ? 0 : text.length - 1 - point };
}
