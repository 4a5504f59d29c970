// The packed form of a row's texts: SHA-256 of the plain bytes, then those bytes deflated with a dictionary (RFC 1951).
// The plain bytes begin with a line of JSON, the length of each text in bytes; the texts follow as UTF-8.
import { hash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** As far back as deflate can reach: what a dictionary has before that is never used. */
export const DICTIONARY_BYTES = 32_768;

const DIGEST_BYTES = 32;
const LEVEL = 6;
/** No document of ours comes near it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Texts as one run of bytes. */
export function joinTexts(texts: readonly string[]): Buffer {
  const parts = texts.map((text) => Buffer.from(text, "utf8"));
  return Buffer.concat([Buffer.from(`${JSON.stringify(parts.map(({ length }) => length))}\n`), ...parts]);
}

/** Packs what `joinTexts` made. */
export const pack = (plain: Uint8Array, dictionary: Uint8Array): Buffer =>
  Buffer.concat([digestOf(plain), deflateRawSync(plain, { level: LEVEL, dictionary })]);

/** The texts of a packed value, byte for byte what they were. @throws Error where they cannot be that any more. */
export function unpack(packed: Uint8Array, dictionary: Uint8Array): readonly string[] {
  const plain = inflateRawSync(packed.subarray(DIGEST_BYTES), { dictionary, maxOutputLength: MOST_BYTES });
  if (!digestOf(plain).equals(packed.subarray(0, DIGEST_BYTES))) throw new Error("the bytes are not those packed");
  const start = plain.indexOf("\n") + 1;
  const lengths = JSON.parse(plain.toString("utf8", 0, start)) as readonly number[];
  let at = start;
  return lengths.map((length) => {
    at += length;
    return plain.toString("utf8", at - length, at);
  });
}

/** Dictionaries by their numbers, each read once. @throws Error where one is missing. */
export function dictionaryReader(read: (id: number) => Buffer | undefined): (id: number) => Buffer {
  const known = new Map<number, Buffer>();
  return (id) => {
    const bytes = known.get(id) ?? read(id);
    if (bytes === undefined) throw new Error(`dictionary ${id} is missing`);
    known.set(id, bytes);
    return bytes;
  };
}

const digestOf = (bytes: Uint8Array): Buffer => hash("sha256", bytes, "buffer");
