// Unpacks a WOFF 1.0 font file into the OpenType file inside it (W3C WOFF 1.0, sections 3 to 5).
import { inflateSync } from "node:zlib";

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly data: Uint8Array;
}

/**
 * The OpenType bytes of a WOFF file.
 * @throws Error when the file is no WOFF 1.0.
 */
export function unpackWoff(file: Buffer): Uint8Array {
  if (file.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF 1.0 font file");
  const tables = Array.from({ length: file.readUInt16BE(12) }, (_, index) => readTable(file, index));
  return writeSfnt(file.readUInt32BE(4), tables);
}

function readTable(file: Buffer, index: number): Table {
  const entry = WOFF_HEADER + index * WOFF_ENTRY;
  const offset = file.readUInt32BE(entry + 4);
  const packed = file.subarray(offset, offset + file.readUInt32BE(entry + 8));
  const isPacked = packed.length < file.readUInt32BE(entry + 12);
  return {
    tag: file.readUInt32BE(entry),
    checksum: file.readUInt32BE(entry + 16),
    data: isPacked ? inflateSync(packed) : packed,
  };
}

function writeSfnt(flavour: number, tables: readonly Table[]): Uint8Array {
  const directory = SFNT_HEADER + tables.length * SFNT_ENTRY;
  const size = tables.reduce((sum, table) => sum + padded(table.data.length), directory);
  const out = Buffer.alloc(size);
  const log2 = 31 - Math.clz32(tables.length);
  out.writeUInt32BE(flavour, 0);
  out.writeUInt16BE(tables.length, 4);
  out.writeUInt16BE(16 << log2, 6);
  out.writeUInt16BE(log2, 8);
  out.writeUInt16BE(tables.length * 16 - (16 << log2), 10);
  let offset = directory;
  for (const [index, table] of tables.entries()) {
    const entry = SFNT_HEADER + index * SFNT_ENTRY;
    out.writeUInt32BE(table.tag, entry);
    out.writeUInt32BE(table.checksum, entry + 4);
    out.writeUInt32BE(offset, entry + 8);
    out.writeUInt32BE(table.data.length, entry + 12);
    out.set(table.data, offset);
    offset += padded(table.data.length);
  }
  return out;
}

/** OpenType tables begin on multiples of four bytes. */
const padded = (length: number): number => (length + 3) & ~3;
