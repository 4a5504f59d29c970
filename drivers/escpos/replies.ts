// The byte stream a printer sends back, cut into replies. Four kinds share the line and tell themselves apart by fixed bits.
import { isDoneByte, isReportStart, isStatusByte, REPORT_BYTES } from "./status.ts";

export type Reply =
  /** To DLE EOT n; the byte does not say to which n, so one question is asked at a time. */
  | { readonly kind: "status"; readonly byte: number }
  /** Sent by the printer itself after GS a. */
  | { readonly kind: "report"; readonly bytes: Uint8Array }
  /** To GS r 1: everything sent before it is on paper. */
  | { readonly kind: "done"; readonly byte: number }
  /** To GS ( H: the job of this number is on paper. */
  | { readonly kind: "process"; readonly job: number }
  /** XON, XOFF or noise. */
  | { readonly kind: "other"; readonly byte: number };

export interface Replies {
  readonly replies: readonly Reply[];
  /** The beginning of a reply whose end has not come yet: put before the next bytes. */
  readonly rest: Uint8Array;
}

/** 37h 22h, four digits, 00h. */
const PROCESS_START = [0x37, 0x22] as const;
const PROCESS_LENGTH = 7;

/** Cuts what was received into replies. */
export function splitReplies(bytes: Uint8Array): Replies {
  const replies: Reply[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at);
    if (at + length > bytes.length) return { replies, rest: bytes.slice(at) };
    replies.push(replyIn(bytes.slice(at, at + length)));
    at += length;
  }
  return { replies, rest: new Uint8Array() };
}

function lengthAt(bytes: Uint8Array, at: number): number {
  const [first = 0, second] = bytes.subarray(at);
  if (isReportStart(first)) return REPORT_BYTES;
  const isProcess = first === PROCESS_START[0] && (second === undefined || second === PROCESS_START[1]);
  return isProcess ? PROCESS_LENGTH : 1;
}

function replyIn(bytes: Uint8Array): Reply {
  if (bytes.length === REPORT_BYTES) return { kind: "report", bytes };
  if (bytes.length === PROCESS_LENGTH)
    return { kind: "process", job: Number(Buffer.from(bytes.subarray(2, 6)).toString()) };
  return single(bytes[0] ?? 0);
}

function single(byte: number): Reply {
  if (isStatusByte(byte)) return { kind: "status", byte };
  return isDoneByte(byte) ? { kind: "done", byte } : { kind: "other", byte };
}
