// Brings a second copy up to its ledger: what the ledger has behind the copy's tail is appended and flushed.
import { closeSync, constants, fdatasyncSync, fstatSync, ftruncateSync, openSync, statSync, writeSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { dictionaryReader, unpack } from "../core/archive/packing.ts";
import { assertDescends } from "./lineage.ts";
import { type CopiedDocument, encodeRecord } from "./record.ts";
import { readTail } from "./tail.ts";

const BATCH = 100;
const BEHIND = `SELECT id, csid, icv, uuid, irn, pih, hash, issued_at AS issuedAt, xml, dictionary, packed
  FROM document WHERE id > ? AND id <= ? ORDER BY id LIMIT ${BATCH}`;

interface Row extends CopiedDocument {
  readonly dictionary: number | null;
  readonly packed: Buffer | null;
}

export interface Copier {
  /**
   * Copies what is missing up to a document, or to the newest; answers the last copied id.
   * @throws Error when the medium or the ledger fails.
   */
  catchUp(upTo?: number): number;
  close(): void;
}

/**
 * Opens a copier between two files; the ledger is only read.
 * @throws Error when either cannot be opened, NotTheNewest when the copy goes on behind this ledger: it is left alone.
 */
export function openCopier(copy: string, ledger: string): Copier {
  const file = openSync(copy, constants.O_RDWR | constants.O_CREAT, 0o600);
  const database = new Sqlite(ledger, { readonly: true, fileMustExist: true });
  const close = (): void => {
    database.close();
    closeSync(file);
  };
  try {
    return copierBetween(copy, file, database, close);
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function copierBetween(copy: string, file: number, database: Sqlite.Database, close: () => void): Copier {
  const behind = database.prepare<[number, number], Row>(BEHIND);
  const plain = unpacker(database);
  const own = database.prepare<[number], { hash: string; csid: string }>(
    "SELECT hash, csid FROM document WHERE id = ?",
  );
  const tail = readTail(copy);
  assertDescends(tail.last, (id) => own.get(id));
  // What a cut in the middle of a write left behind the last whole record.
  ftruncateSync(file, tail.end);
  let copied = tail.last?.id ?? 0;
  let end = tail.end;
  return {
    catchUp: (upTo = Number.MAX_SAFE_INTEGER) => {
      for (;;) {
        const documents = behind.all(copied, upTo).map(plain);
        const bytes = Buffer.concat(documents.map(encodeRecord));
        if (bytes.length === 0) return copied;
        assertUntouched(copy, file, end);
        append(file, bytes, end);
        end += bytes.length;
        copied = documents.at(-1)?.id ?? copied;
      }
    },
    close,
  };
}

/** A row with its XML as it was: a record of the copy is whole without any dictionary. @throws Error */
function unpacker(database: Sqlite.Database): (row: Row) => CopiedDocument {
  const byId = database.prepare<[number], Buffer>("SELECT bytes FROM dictionary WHERE id = ?").pluck();
  const bytesOf = dictionaryReader((id) => byId.get(id));
  return ({ dictionary, packed, ...document }) => {
    if (dictionary === null || packed === null) return document;
    return { ...document, xml: unpack(packed, bytesOf(dictionary))[0] ?? "" };
  };
}

/** Another medium may be in the place of the one that was opened, or another file on it. @throws Error */
function assertUntouched(path: string, file: number, end: number): void {
  const [there, here] = [statSync(path), fstatSync(file)];
  if (there.ino !== here.ino || there.dev !== here.dev || here.size !== end)
    throw new Error("the second copy is not the file that was opened");
}

/** Writes behind the last whole record and waits for the medium. */
function append(file: number, bytes: Uint8Array, at: number): void {
  for (let written = 0; written < bytes.length; )
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
  fdatasyncSync(file);
}
