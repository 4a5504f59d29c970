// One record of the second copy: length, digest, content, length again, so that a tail can be read from its end.
import { createHash } from "node:crypto";

/** What is copied of a document: enough to prove what was issued, and to tell an older ledger. */
export interface CopiedDocument {
  /** Order of generation over all chains. */
  readonly id: number;
  readonly csid: string;
  readonly icv: number;
  readonly uuid: string;
  readonly irn: string;
  readonly pih: string;
  readonly hash: string;
  readonly issuedAt: number;
  readonly xml: string;
}

const LENGTH_BYTES = 4;
const DIGEST_BYTES = 32;
/** Everything of a record but its content. */
export const FRAME_BYTES = LENGTH_BYTES + DIGEST_BYTES + LENGTH_BYTES;
/** No document of ours comes near it; a larger length is damage. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The bytes of a record. */
export function encodeRecord(document: CopiedDocument): Buffer {
  const content = Buffer.from(JSON.stringify(document), "utf8");
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, digestOf(content), content, length]);
}

/** The document of a whole record; undefined when a byte of it is wrong. */
export function decodeRecord(record: Uint8Array): CopiedDocument | undefined {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.length);
  if (bytes.length < FRAME_BYTES) return undefined;
  const length = bytes.readUInt32BE(0);
  if (length !== bytes.length - FRAME_BYTES || bytes.readUInt32BE(bytes.length - LENGTH_BYTES) !== length)
    return undefined;
  const content = bytes.subarray(LENGTH_BYTES + DIGEST_BYTES, bytes.length - LENGTH_BYTES);
  const isWhole = digestOf(content).equals(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + DIGEST_BYTES));
  return isWhole ? (JSON.parse(content.toString("utf8")) as CopiedDocument) : undefined;
}

/** The length of the whole record a length field stands for; undefined when the field is damaged. */
export const recordBytes = (length: number): number | undefined =>
  length > 0 && length <= MOST_BYTES ? length + FRAME_BYTES : undefined;

const digestOf = (content: Uint8Array): Buffer => createHash("sha256").update(content).digest();
