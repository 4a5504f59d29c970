// Packed rows of a ledger read without the agent's code: what anybody can do with any zlib and the ledger's own dictionaries
// (docs/decisions/compression.md).
import { inflateRawSync } from "node:zlib";
import type Sqlite from "better-sqlite3";
import { sha256 } from "./document.ts";

/** What is packed of a row of each table, in the order of its bytes. */
export const PACKED_TEXTS = {
  document: ["xml", "receipt", "sale", "totals", "warnings", "qr"],
  clearance: ["xml", "qr"],
  attempt: ["answer"],
} as const;

export interface PackedColumns {
  readonly dictionary?: number | null | undefined;
  readonly packed?: Buffer | null | undefined;
}

type Texts = Readonly<Record<string, string>>;

/** Reads the packed texts of a row by their names; none where its texts stand plain. @throws Error */
export function textsReader(database: Sqlite.Database): (names: readonly string[], row: PackedColumns) => Texts {
  const dictionaryOf = database.prepare<[number], Buffer>("SELECT bytes FROM dictionary WHERE id = ?").pluck();
  return (names, { dictionary, packed }) => {
    if (packed === null || packed === undefined) return {};
    const words = dictionaryOf.get(dictionary ?? 0);
    if (words === undefined) throw new Error(`dictionary ${dictionary} is missing`);
    const plain = inflateRawSync(packed.subarray(32), { dictionary: words });
    if (sha256(plain) !== packed.toString("hex", 0, 32)) throw new Error("a packed row is not what was packed");
    return textsIn(plain, names);
  };
}

/** A document's row with the cleared copy beside it. */
interface Row extends PackedColumns {
  readonly clearedDictionary?: number | null;
  readonly clearedPacked?: Buffer | null;
}

/** How to read documents of a ledger: puts the texts of a row where they stood in older ledgers. @throws Error */
export function unpacker(database: Sqlite.Database): <R extends object>(row: R) => R {
  const read = textsReader(database);
  return (row) => {
    const { clearedDictionary, clearedPacked, ...own }: Row = row;
    const cleared = read(PACKED_TEXTS.clearance, { dictionary: clearedDictionary, packed: clearedPacked });
    const legal = "xml" in cleared ? { clearedXml: cleared["xml"], clearedQr: cleared["qr"] } : {};
    return { ...row, ...read(PACKED_TEXTS.document, own), ...legal };
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
