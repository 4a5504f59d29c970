// The byte stream a printer sends back, cut into replies. Three kinds share the line and tell themselves apart by fixed bits.
import { isDoneByte, isReportStart, isStatusByte, REPORT_BITS } from "./status.ts";

export type Reply =
  /** To DLE EOT n; the byte does not say to which n, so one question is asked at a time. */
  | { readonly kind: "status"; readonly byte: number }
  /** Sent by the printer itself after GS a. */
  | { readonly kind: "report"; readonly bytes: Uint8Array }
  /** To GS r 1: everything sent before it is on paper. */
  | { readonly kind: "done"; readonly byte: number }
  /** XON, XOFF or noise. */
  | { readonly kind: "other"; readonly byte: number };

export interface Replies {
  readonly replies: readonly Reply[];
  /** The beginning of a report whose end has not come yet: put before the next bytes. */
  readonly rest: Uint8Array;
}

/** Cuts what was received into replies. */
export function splitReplies(bytes: Uint8Array): Replies {
  const replies: Reply[] = [];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (isReportStart(byte)) {
      const end = at + REPORT_BITS.length;
      if (end > bytes.length) return { replies, rest: bytes.slice(at) };
      replies.push({ kind: "report", bytes: bytes.slice(at, end) });
      at = end;
      continue;
    }
    replies.push(single(byte));
    at++;
  }
  return { replies, rest: new Uint8Array() };
}

function single(byte: number): Reply {
  if (isStatusByte(byte)) return { kind: "status", byte };
  return isDoneByte(byte) ? { kind: "done", byte } : { kind: "other", byte };
}
