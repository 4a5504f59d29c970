// Printer bytes back into papers, by the published ESC/POS commands alone: rows of dots up to each cut (printing.md 5).
import { createHash } from "node:crypto";

/** What came out between two cuts. */
export interface Paper {
  /** Where its first byte stands in the stream. */
  readonly from: number;
  /** False where the stream ends before the cut. */
  readonly isWhole: boolean;
  /** SHA-256 of its dots and feeds. */
  readonly dots: string;
  readonly rows: readonly Row[];
}

/** One row of dots, eight a byte, from the left margin; and how many rows like it. */
export interface Row {
  readonly bits: Buffer;
  readonly times: number;
}

interface Step {
  readonly bytes: number;
  readonly rows?: readonly Row[];
  readonly cuts?: boolean;
}

type Reader = (bytes: Buffer, at: number) => Step;

const ESC = "1b";
const GS = "1d";
const DLE = "10";
const BLANK = Buffer.alloc(0);
const fixed =
  (bytes: number): Reader =>
  () => ({ bytes });
const feed: Reader = (bytes, at) => ({ bytes: 3, rows: [{ bits: BLANK, times: bytes[at + 2] ?? 0 }] });

/** Commands by their first bytes, in hexadecimal. */
const COMMANDS: Readonly<Record<string, Reader>> = {
  "00": fixed(1),
  "0a": fixed(1),
  [`${ESC}40`]: fixed(2),
  [`${ESC}4a`]: feed,
  [`${ESC}64`]: feed,
  [`${ESC}61`]: fixed(3),
  [`${ESC}33`]: fixed(3),
  [`${ESC}24`]: fixed(4),
  [`${ESC}70`]: fixed(5),
  [`${GS}7630`]: raster,
  [`${GS}56`]: (bytes, at) => ({ bytes: (bytes[at + 2] ?? 0) >= 65 ? 4 : 3, cuts: true }),
  [`${GS}72`]: fixed(3),
  [`${GS}61`]: fixed(3),
  [`${GS}4c`]: fixed(4),
  [`${GS}57`]: fixed(4),
  [`${GS}28`]: (bytes, at) => ({ bytes: 5 + (at + 5 <= bytes.length ? bytes.readUInt16LE(at + 3) : 0) }),
  [`${DLE}04`]: fixed(3),
  [`${DLE}05`]: fixed(3),
  [`${DLE}14`]: fixed(5),
};

const RASTER_HEADER = 8;

function raster(bytes: Buffer, at: number): Step {
  if (at + RASTER_HEADER > bytes.length) return { bytes: bytes.length - at };
  const stride = bytes.readUInt16LE(at + 4);
  const height = bytes.readUInt16LE(at + 6);
  const start = at + RASTER_HEADER;
  const whole = Math.min(height, Math.floor((bytes.length - start) / stride));
  const rows = Array.from({ length: whole }, (_, y) => ({
    bits: bytes.subarray(start + y * stride, start + (y + 1) * stride),
    times: 1,
  }));
  return { bytes: RASTER_HEADER + stride * height, rows };
}

/**
 * The papers of one stream; a last one without cut counts when it has dots.
 * @throws Error at a byte that belongs to no known command: nothing may reach a printer unaccounted for.
 */
export function papersIn(bytes: Buffer): readonly Paper[] {
  const papers: Paper[] = [];
  let from = 0;
  let rows: Row[] = [];
  for (let at = 0; at < bytes.length; ) {
    const step = readerAt(bytes, at)(bytes, at);
    rows.push(...(step.rows ?? []));
    at += step.bytes;
    if (step.cuts !== true) continue;
    papers.push(paperOf(from, rows, true));
    [from, rows] = [at, []];
  }
  const hasDots = rows.some(({ bits }) => bits.some((byte) => byte !== 0));
  return hasDots ? [...papers, paperOf(from, rows, false)] : papers;
}

function readerAt(bytes: Buffer, at: number): Reader {
  const start = bytes.toString("hex", at, at + 3);
  const reader = [2, 4, 6].map((length) => COMMANDS[start.slice(0, length)]).find((found) => found !== undefined);
  if (reader !== undefined) return reader;
  if (at + 3 > bytes.length) return fixed(3);
  throw new Error(`byte ${at} of a printer's stream begins no known command: ${start}`);
}

function paperOf(from: number, rows: readonly Row[], isWhole: boolean): Paper {
  const digest = createHash("sha256");
  for (const { bits, times } of rows) digest.update(`${times}:`).update(bits);
  return { from, isWhole, rows, dots: digest.digest("hex") };
}
