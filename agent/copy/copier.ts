// Brings a second copy up to its ledger: what the ledger has behind the copy's tail is appended and flushed.
import { closeSync, constants, fdatasyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { type CopiedDocument, encodeRecord } from "./record.ts";
import { readTail } from "./tail.ts";

const BATCH = 100;
const BEHIND = `SELECT id, csid, icv, uuid, irn, pih, hash, issued_at AS issuedAt, xml
  FROM document WHERE id > ? ORDER BY id LIMIT ${BATCH}`;

export interface Copier {
  /** Copies what is missing; answers the last copied id. @throws Error when the medium or the ledger fails. */
  catchUp(): number;
  close(): void;
}

/** Opens a copier between two files; the ledger is only read. @throws Error when either cannot be opened. */
export function openCopier(copy: string, ledger: string): Copier {
  const file = openSync(copy, constants.O_RDWR | constants.O_CREAT, 0o600);
  const database = new Sqlite(ledger, { readonly: true, fileMustExist: true });
  const behind = database.prepare<[number], CopiedDocument>(BEHIND);
  const tail = readTail(copy);
  let copied = tail.last?.id ?? 0;
  let end = tail.end;
  return {
    catchUp: () => {
      for (;;) {
        const documents = behind.all(copied);
        const bytes = Buffer.concat(documents.map(encodeRecord));
        if (bytes.length === 0) return copied;
        append(file, bytes, end);
        end += bytes.length;
        copied = documents.at(-1)?.id ?? copied;
      }
    },
    close: () => {
      database.close();
      closeSync(file);
    },
  };
}

/** Writes behind the last whole record, over what a cut may have left there, and waits for the medium. */
function append(file: number, bytes: Uint8Array, at: number): void {
  ftruncateSync(file, at);
  for (let written = 0; written < bytes.length; )
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
  fdatasyncSync(file);
}
