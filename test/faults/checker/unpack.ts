// Packed rows of a ledger read without the agent's code: what anybody can do with any zlib and the ledger's own dictionaries
// (docs/decisions/compression.md).
import { inflateRawSync } from "node:zlib";
import type Sqlite from "better-sqlite3";
import { sha256 } from "./document.ts";

/** What may be packed of a document, and of the copy the authority cleared, in the order of their bytes. */
const DOCUMENT_TEXTS = ["xml", "receipt", "sale", "totals", "warnings", "qr"] as const;
const CLEARED_TEXTS = ["clearedXml", "clearedQr"] as const;

/** A row as it lies there: its texts by name, or all of them packed. */
interface Row {
  readonly dictionary?: number | null;
  readonly packed?: Buffer | null;
  readonly clearedDictionary?: number | null;
  readonly clearedPacked?: Buffer | null;
}

/** How to read documents of a ledger: puts the texts of a row where they stood in older ledgers. @throws Error */
export function unpacker(database: Sqlite.Database): <R extends object>(row: R) => R {
  const dictionary = database.prepare<[number], Buffer>("SELECT bytes FROM dictionary WHERE id = ?").pluck();
  const plainOf = (id: number | null | undefined, packed: Buffer): Buffer => {
    const words = dictionary.get(id ?? 0);
    if (words === undefined) throw new Error(`dictionary ${id} is missing`);
    const plain = inflateRawSync(packed.subarray(32), { dictionary: words });
    if (sha256(plain) !== packed.toString("hex", 0, 32)) throw new Error("a packed row is not what was packed");
    return plain;
  };
  const textsOf = (names: readonly string[], id: number | null | undefined, packed: Buffer | null | undefined) =>
    packed === null || packed === undefined ? {} : textsIn(plainOf(id, packed), names);
  return (row) => {
    const { dictionary: id, packed, clearedDictionary, clearedPacked }: Row = row;
    return {
      ...row,
      ...textsOf(DOCUMENT_TEXTS, id, packed),
      ...textsOf(CLEARED_TEXTS, clearedDictionary, clearedPacked),
    };
  };
}

/** A line of JSON with the length of each text, then the texts. */
function textsIn(plain: Buffer, names: readonly string[]): Readonly<Record<string, string>> {
  let at = plain.indexOf("\n") + 1;
  const lengths = JSON.parse(plain.toString("utf8", 0, at)) as readonly number[];
  return Object.fromEntries(
    names.map((name, i) => {
      const start = at;
      at += lengths[i] ?? 0;
      return [name, plain.toString("utf8", start, at)];
    }),
  );
}
