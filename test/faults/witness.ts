// What a recording lets the outside world see, and from which operation on: answers to the till, documents on their way
// to the gateway, papers. A thing counts as seen from its first byte: by then its document must be durable.

import { sha256 } from "./checker/document.ts";
import type { Evidence } from "./checker/evidence.ts";
import { papersIn } from "./checker/papers.ts";
import { qrOf } from "./checker/qr.ts";
import { askedIn } from "./csid-calls.ts";
import { httpMessages } from "./http-messages.ts";
import type { Operation } from "./recording.ts";

/** A piece of evidence and the number of the operation that gave it away. */
export interface Witnessed {
  readonly operation: number;
  readonly evidence: Evidence;
}

/** One stream's bytes, and which operation wrote the byte at a place. */
interface Stream {
  readonly bytes: Buffer;
  operationAt(place: number): number;
}

type At = (place: number) => number;
type Reader = (bytes: Buffer, operationAt: At) => readonly Witnessed[] | Promise<readonly Witnessed[]>;

const starts =
  (pattern: RegExp) =>
  (bytes: Buffer): boolean =>
    pattern.test(bytes.toString("latin1", 0, 200));
/** NUL, which resynchronises a printer, DLE, ESC and GS. */
const PRINTER_BYTES: ReadonlySet<number> = new Set([0x00, 0x10, 0x1b, 0x1d]);

/** How a stream begins tells what it is; what is none of these is of no interest. */
const READERS: readonly { readonly begins: (bytes: Buffer) => boolean; readonly read: Reader }[] = [
  { begins: starts(/^\{"kind":/), read: lines },
  { begins: starts(/^\{"file":/), read: said({ kind: "backed-up" }) },
  { begins: starts(/^\{"documents":/), read: said({ kind: "restored" }) },
  { begins: starts(/^HTTP\/1\.1 /), read: answers },
  { begins: starts(/^(?:POST|PATCH|GET) .* HTTP\/1\.1/), read: requests },
  { begins: (bytes) => PRINTER_BYTES.has(bytes[0] ?? -1), read: papers },
];

/** Everything a recording gives away, in order. */
export async function witness(operations: readonly Operation[]): Promise<readonly Witnessed[]> {
  const seen: Witnessed[] = [];
  for (const stream of streamsOf(operations)) {
    const reader = READERS.find(({ begins }) => begins(stream.bytes));
    if (reader !== undefined) seen.push(...(await reader.read(stream.bytes, stream.operationAt)));
  }
  return seen.sort((a, b) => a.operation - b.operation);
}

function streamsOf(operations: readonly Operation[]): readonly Stream[] {
  const parts = new Map<number, { readonly operation: number; readonly data: Buffer }[]>();
  for (const [operation, one] of operations.entries()) {
    if (one.kind !== "message") continue;
    const known = parts.get(one.stream) ?? [];
    known.push({ operation, data: one.data });
    parts.set(one.stream, known);
  }
  return [...parts.values()].map((all) => streamOf(all, operations.length));
}

function streamOf(parts: readonly { readonly operation: number; readonly data: Buffer }[], never: number): Stream {
  const ends: { readonly operation: number; readonly end: number }[] = [];
  for (const { operation, data } of parts) ends.push({ operation, end: (ends.at(-1)?.end ?? 0) + data.length });
  return {
    bytes: Buffer.concat(parts.map(({ data }) => data)),
    operationAt: (place) => ends.find((part) => place < part.end)?.operation ?? never,
  };
}

function lines(bytes: Buffer, operationAt: At): readonly Witnessed[] {
  let place = 0;
  return bytes
    .toString("utf8")
    .split("\n")
    .flatMap((line) => {
      const operation = operationAt(place);
      place += Buffer.byteLength(line) + 1;
      return line === "" ? [] : [{ operation, evidence: JSON.parse(line) as Evidence }];
    });
}

/** What a command says by its first byte. */
function said(evidence: Evidence): Reader {
  return (_bytes, operationAt) => [{ operation: operationAt(0), evidence }];
}

interface Answered {
  readonly reference?: string;
  readonly uuid?: string;
  readonly invoiceHash?: string;
  readonly qr?: string;
}

/** Answers to sales and closings: 201 made, 200 made before; and to papers: 202 in the queue. */
function answers(bytes: Buffer, operationAt: At): readonly Witnessed[] {
  return httpMessages(bytes).flatMap(({ from, startLine, body }) => {
    if (!/ 20[012] /.test(startLine) || body.at(0) !== "{".charCodeAt(0)) return [];
    const said = JSON.parse(body.toString("utf8")) as Answered & Promised & Closed;
    const evidence = startLine.includes(" 202 ") ? promise(said) : (closed(said) ?? acknowledgement(said));
    return evidence === undefined ? [] : [{ operation: operationAt(from), evidence }];
  });
}

interface Promised {
  readonly id?: number;
  readonly printer?: string;
}

const promise = ({ id, printer }: Promised): Evidence | undefined =>
  id === undefined || printer === undefined ? undefined : { kind: "spooled", job: id };

interface Closed {
  readonly number?: number;
  readonly closedAt?: string;
  readonly hash?: string;
}

const closed = ({ number, closedAt, hash }: Closed): Evidence | undefined =>
  number === undefined || closedAt === undefined || hash === undefined ? undefined : { kind: "closed", number, hash };

/** The evidence in an issued document as the API presents it. */
export function acknowledgement({ reference = "", uuid, invoiceHash, qr }: Answered): Evidence | undefined {
  if (uuid === undefined || invoiceHash === undefined || qr === undefined) return undefined;
  return { kind: "acknowledged", reference, uuid, hash: invoiceHash, qr };
}

/** What is on its way to the gateway: documents, and certificate requests. */
function requests(bytes: Buffer, operationAt: At): readonly Witnessed[] {
  return httpMessages(bytes).flatMap((message): readonly Witnessed[] => {
    const { from, startLine, body } = message;
    const asked = askedIn(message);
    if (asked !== undefined) return [{ operation: operationAt(from), evidence: asked }];
    if (!/ \S*\/invoices\/(reporting|clearance)\/single /.test(startLine)) return [];
    const { uuid, invoice } = JSON.parse(body.toString("utf8")) as { uuid: string; invoice: string };
    const evidence: Evidence = { kind: "sent", uuid, xml: sha256(Buffer.from(invoice, "base64")) };
    return [{ operation: operationAt(from), evidence }];
  });
}

async function papers(bytes: Buffer, operationAt: At): Promise<readonly Witnessed[]> {
  const seen: Witnessed[] = [];
  for (const paper of papersIn(bytes)) {
    const qr = await qrOf(paper);
    const evidence: Evidence = { kind: "printed", qr: qr ?? "", dots: paper.dots, isWhole: paper.isWhole };
    if (qr !== undefined) seen.push({ operation: operationAt(paper.from), evidence });
  }
  return seen;
}
