// The end of a second copy: its last whole document, and where a torn record behind it begins.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type CopiedDocument, decodeRecord, recordBytes } from "./record.ts";

export interface Tail {
  /** The last whole document; undefined in an empty copy. */
  readonly last: CopiedDocument | undefined;
  /** Where the next record goes: behind the last whole one. */
  readonly end: number;
}

/**
 * Finds the end of a copy, reading from its end where that is whole, else from its start.
 * @throws Error as node:fs does when the file is absent or cannot be read.
 */
export function readTail(path: string): Tail {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    return lastRecord(file, size) ?? scan(file, size);
  } finally {
    closeSync(file);
  }
}

function lastRecord(file: number, size: number): Tail | undefined {
  if (size === 0) return { last: undefined, end: 0 };
  const bytes = size < 4 ? undefined : recordBytes(read(file, size - 4, 4).readUInt32BE(0));
  if (bytes === undefined || bytes > size) return undefined;
  const last = decodeRecord(read(file, size - bytes, bytes));
  return last === undefined ? undefined : { last, end: size };
}

/** From the start to the first record that is not whole: a cut in the middle of a write leaves one at the end. */
function scan(file: number, size: number): Tail {
  let tail: Tail = { last: undefined, end: 0 };
  while (tail.end + 4 <= size) {
    const bytes = recordBytes(read(file, tail.end, 4).readUInt32BE(0));
    if (bytes === undefined || tail.end + bytes > size) return tail;
    const last = decodeRecord(read(file, tail.end, bytes));
    if (last === undefined) return tail;
    tail = { last, end: tail.end + bytes };
  }
  return tail;
}

function read(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  return bytes;
}
