// The QR code's tag-length-value list (reference: stamping 7). Lengths from 128 on take the longer BER forms 81 and 82.

/** The decoded list: every value by its tag, in the order found. */
export type QrTags = readonly { readonly tag: number; readonly value: Buffer }[];

type LengthForm = { readonly lead: readonly number[]; readonly bytes: number; readonly least: number };

const FORMS: readonly LengthForm[] = [
  { lead: [], bytes: 1, least: 0 },
  { lead: [0x81], bytes: 1, least: 0x80 },
  { lead: [0x82], bytes: 2, least: 0x100 },
];
const SHORT_LIMIT = 0x80;

type Length = { readonly length: number; readonly size: number };

const formAt = (bytes: Buffer, at: number): LengthForm | undefined => {
  const first = bytes[at] ?? 0xff;
  return first < SHORT_LIMIT ? FORMS[0] : FORMS.find(({ lead }) => lead[0] === first);
};

const lengthAt = (bytes: Buffer, at: number): Length | undefined => {
  const form = formAt(bytes, at);
  if (form === undefined || at + form.lead.length + form.bytes > bytes.length) return undefined;
  const length = bytes.readUIntBE(at + form.lead.length, form.bytes);
  return length < form.least ? undefined : { length, size: form.lead.length + form.bytes };
};

/** Decodes the list; undefined where it is not well formed to the last byte. */
export const decodeQr = (bytes: Buffer): QrTags | undefined => {
  const tags: { tag: number; value: Buffer }[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = lengthAt(bytes, at + 1);
    if (length === undefined) return undefined;
    const start = at + 1 + length.size;
    const end = start + length.length;
    if (end > bytes.length) return undefined;
    tags.push({ tag: bytes[at] ?? 0, value: bytes.subarray(start, end) });
    at = end;
  }
  return tags;
};

const encodeLength = (length: number): Buffer => {
  const form = FORMS.findLast(({ least }) => length >= least);
  const { lead, bytes } = form ?? { lead: [], bytes: 1 };
  const number = Buffer.alloc(bytes);
  number.writeUIntBE(length, 0, bytes);
  return Buffer.from([...lead, ...number]);
};

/** Encodes values as tags 1, 2, 3 …; a value holds at most 65 535 bytes. */
export const encodeQr = (values: readonly Buffer[]): Buffer =>
  Buffer.concat(values.flatMap((value, index) => [Buffer.from([index + 1]), encodeLength(value.length), value]));
