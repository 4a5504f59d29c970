// The HTTP/1.1 messages one process wrote on one connection, from their bytes (RFC 9112 sections 6 and 7).

export interface HttpMessage {
  /** Where its first byte stands in the stream. */
  readonly from: number;
  /** `HTTP/1.1 201 Created`, or `POST /path HTTP/1.1`. */
  readonly startLine: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

const HEAD_END = "\r\n\r\n";

/** The complete messages of a stream; an unfinished one at the end is left out. */
export function httpMessages(bytes: Buffer): readonly HttpMessage[] {
  const messages: HttpMessage[] = [];
  for (let from = 0; from < bytes.length; ) {
    const headEnd = bytes.indexOf(HEAD_END, from);
    if (headEnd < 0) return messages;
    const [startLine = "", ...headers] = bytes.toString("latin1", from, headEnd).split("\r\n");
    const rest = bodyAt(bytes, headEnd + HEAD_END.length, headers);
    if (rest === undefined) return messages;
    messages.push({ from, startLine, headers, body: rest.body });
    from = rest.end;
  }
  return messages;
}

interface Body {
  readonly body: Buffer;
  readonly end: number;
}

function bodyAt(bytes: Buffer, start: number, headers: readonly string[]): Body | undefined {
  const value = (name: string): string | undefined =>
    headers
      .find((header) => header.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  if (value("transfer-encoding")?.toLowerCase() === "chunked") return chunkedBody(bytes, start);
  const end = start + Number(value("content-length") ?? "0");
  return end > bytes.length ? undefined : { body: bytes.subarray(start, end), end };
}

function chunkedBody(bytes: Buffer, start: number): Body | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const sizeEnd = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.toString("latin1", at, sizeEnd), 16);
    const end = sizeEnd + 2 + size + 2;
    if (sizeEnd < 0 || end > bytes.length) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), end };
    chunks.push(bytes.subarray(sizeEnd + 2, end - 2));
    at = end;
  }
}
