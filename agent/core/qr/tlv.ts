// Tag, length, value: the container of the invoice QR code (stamping.md 7).

export interface TlvField {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** Above this, sources disagree on how a length is written, so we never make a longer value. */
export const MAX_VALUE_BYTES = 127;

/**
 * Writes fields as tag, one length byte, value.
 * @throws Error when a value is longer than 127 bytes: the seller's name is limited long before (stamping.md).
 */
export function encodeTlv(fields: readonly TlvField[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(({ tag, value }) => {
      if (value.length > MAX_VALUE_BYTES) throw new Error(`QR tag ${tag} has ${value.length} bytes, at most 127`);
      return [Uint8Array.of(tag, value.length), value];
    }),
  );
}

/** Reads fields; a length may be one byte or BER `81 LL`. Undefined when the bytes do not add up. */
export function decodeTlv(bytes: Uint8Array): readonly TlvField[] | undefined {
  const fields: TlvField[] = [];
  for (let at = 0; at < bytes.length; ) {
    const isLong = bytes[at + 1] === 0x81;
    const start = at + (isLong ? 3 : 2);
    const length = bytes[start - 1];
    const tag = bytes[at];
    if (tag === undefined || length === undefined || start + length > bytes.length) return undefined;
    fields.push({ tag, value: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return fields;
}
