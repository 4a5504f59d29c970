// Just enough DER to take a certificate's parts: tag, length, value (X.690 section 8.1).

export interface DerValue {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** The values inside a constructed DER value, in order. @throws Error when lengths do not add up. */
export function derChildren(bytes: Uint8Array): readonly DerValue[] {
  const found: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { start, length } = lengthAt(bytes, at + 1);
    const tag = bytes[at];
    if (tag === undefined || start + length > bytes.length) throw new Error("DER lengths do not add up");
    found.push({ tag, value: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

function lengthAt(bytes: Uint8Array, at: number): { readonly start: number; readonly length: number } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { start: at + 1, length: first };
  const size = first & 0x7f;
  if (size === 0 || size > 4 || at + size >= bytes.length) throw new Error("DER length is not definite");
  let length = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + size)) length = length * 256 + byte;
  return { start: at + 1 + size, length };
}
