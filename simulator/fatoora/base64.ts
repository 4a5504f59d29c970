// Base64 as the gateway reads it: the plain alphabet, padded, nothing between. Node's own decoder forgives too much.

/** Decodes padded base64, or answers undefined where the text is anything else; an empty text is nothing. */
export const decodeBase64 = (text: string): Buffer | undefined => {
  if (text === "" || text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
};
