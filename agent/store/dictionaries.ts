// Dictionaries of packed rows, kept in the ledger itself: the first one came with the schema, every chain adds one made of
// its first document, which knows its certificate and its seller; so do the gateway's answers. None is ever changed (docs/decisions/compression.md).
import Sqlite from "better-sqlite3";
import { DICTIONARY_BYTES, dictionaryReader, joinTexts, pack, unpack } from "../core/archive/packing.ts";
import { Fault, messageOf } from "../core/errors.ts";
import { asFault, type Database } from "./database.ts";

/** What a table keeps of packed texts; null in rows from before there was packing, whose texts stand plain. */
export interface PackedColumns {
  readonly dictionary: number | null;
  readonly packed: Buffer | null;
}

export interface Packed {
  readonly dictionary: number;
  readonly packed: Buffer;
}

export interface Dictionaries {
  /**
   * Packs texts of a chain, or of another family. The first that is typical also becomes the family's dictionary: call
   * it in the row's own transaction.
   */
  pack(family: string, texts: readonly string[], isTypical?: boolean): Packed;
  /** The texts of a row; undefined where they stand plain. `what` names the row. @throws Fault `chain-broken`. */
  unpack(row: PackedColumns, what: string): readonly string[] | undefined;
}

const FIRST = 1;
/** Together with the first dictionary no more than deflate reaches; a longer document teaches its chain nothing. */
const MOST_LEARNT = 24_576;

/** The dictionaries of an open database. */
export function createDictionaries(database: Database): Dictionaries {
  const newest = database
    .prepare<[string], number>("SELECT id FROM dictionary WHERE made_for = ? ORDER BY id DESC LIMIT 1")
    .pluck();
  const byId = database.prepare<[number], Buffer>("SELECT bytes FROM dictionary WHERE id = ?").pluck();
  const add = database.prepare("INSERT INTO dictionary (made_for, bytes) VALUES (?, ?)");
  const bytesOf = dictionaryReader((id) => byId.get(id));
  return {
    pack: (family, texts, isTypical = true) => {
      const plain = joinTexts(texts);
      const own = newest.get(family);
      const dictionary = own ?? FIRST;
      const first = bytesOf(dictionary);
      if (own === undefined && isTypical && plain.length <= MOST_LEARNT)
        add.run(family, Buffer.concat([first, plain]).subarray(-DICTIONARY_BYTES));
      return { dictionary, packed: pack(plain, first) };
    },
    unpack: ({ dictionary, packed }, what) => {
      if (dictionary === null || packed === null) return undefined;
      try {
        return unpack(packed, bytesOf(dictionary));
      } catch (cause) {
        // A disk that cannot be read says nothing of the bytes on it.
        if (cause instanceof Sqlite.SqliteError) throw asFault(cause);
        throw new Fault("chain-broken", `${what}: its bytes cannot be restored: ${messageOf(cause)}`, { cause });
      }
    },
  };
}
