// Makes any text safe to set: no control characters, no overrides that could turn a receipt's words round, no endless
// lines. What remains is drawn or shown as a box; nothing of it can reach the printer as a command.
import type { Printable } from "../../agent/core/receipt/model.ts";

/** Longest text of the standard (documents.md C12); more is cut with an ellipsis. */
const LONGEST = 1000;

const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is being taken out
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/** Embeddings and overrides of UAX 9, and isolates: the layout puts its own isolates round every value. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Spaces of other widths: no face has them. The no-break space stays. */
const SPACES = /[\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const LONE_SURROGATES = /\p{Cs}/gu;

/**
 * A text without anything that is not to be seen.
 * @example
 * printable("Latte\u0007 2") // "Latte  2"
 */
export function printable(text: string): string {
  const clean = text
    .slice(0, LONGEST * 2)
    .replace(LINE_BREAKS, "\n")
    .replace(CONTROLS, " ")
    .replace(SPACES, " ")
    .replace(DIRECTION_CONTROLS, "")
    .replace(LONE_SURROGATES, "\ufffd")
    .normalize("NFC")
    .trim();
  return clean.length > LONGEST
    ? `${Array.from(clean)
        .slice(0, LONGEST - 1)
        .join("")}…`
    : clean;
}

/** The same paper with every text made printable; the QR text is data and stays as it is. */
export const printableModel = <Model extends Printable>(model: Model): Model =>
  JSON.parse(JSON.stringify(model), (key, value) =>
    typeof value === "string" && key !== "qr" ? printable(value) : value,
  ) as Model;
