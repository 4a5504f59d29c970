// A route of the API as one row: what it takes, who may call it, what it answers. OpenAPI is printed from the same rows.
import type { Bilingual } from "../core/bilingual.ts";
import { problems } from "../core/invoice/reading/problems.ts";
import { FAILED, type JsonSchema, type Read } from "../core/invoice/reading/reader.ts";
import type { Operation } from "../core/people/roles.ts";
import type { PriceList } from "../core/price-list/price-list.ts";
import { repeatedMember } from "../core/repeated-member.ts";
import type { Violation } from "../core/violation.ts";
import type { Terminal } from "../terminal.ts";
import type { Call } from "./environment.ts";
import { MAX_BODY_BYTES } from "./guards.ts";
import type { Health } from "./health.ts";
import type { Histogram } from "./histogram.ts";
import type { ProblemCode } from "./problem.ts";
import type { QueryTable } from "./query.ts";
import type { SchemaName } from "./schemas/names.ts";

/** What handlers work with. */
export interface Services {
  /** Every route: what the description is printed from. */
  readonly routes: readonly Route[];
  readonly terminal: Terminal;
  readonly health: Health;
  /** What the sale page offers. */
  readonly priceList: () => PriceList;
  /** How long simplified sales took, milliseconds. */
  readonly issueLatency: Histogram;
}

/** What stands in a body: JSON of a schema, or bytes of a media type. */
export type AnswerBody = { readonly json: SchemaName } | { readonly type: string } | "nothing";

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With places in braces, as OpenAPI writes it: `/v1/invoices/{irn}`. */
  readonly path: string;
  /** `open` to everybody, `any` caller who is known, a `person` in a session, or whoever may do the operation. */
  readonly right: Operation | "open" | "any" | "person";
  readonly about: Bilingual;
  readonly query?: QueryTable;
  /** Headers it listens to. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The schema of its body. */
  readonly body?: JsonSchema;
  readonly answers: Readonly<Record<number, { readonly about: string; readonly body: AnswerBody }>>;
  /** Beside those every route has. */
  readonly problems?: readonly ProblemCode[];
  readonly handle: (call: Call, services: Services) => Response | Promise<Response>;
}

/** A body that is no JSON. */
export class MalformedBody extends Error {}

/** A body that is JSON and yet not what the route takes. */
export class RefusedBody extends Error {
  readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[]) {
    super("the body is not what this call takes");
    this.violations = violations;
  }
}

/** A body over `MAX_BODY_BYTES`. */
export class LargeBody extends Error {}

/** The JSON of a call, however long its sender says it is. @throws MalformedBody, LargeBody, RefusedBody */
export async function jsonBody(call: Call): Promise<unknown> {
  const { text, json } = parsed(await boundedBody(call.req.raw.body));
  const repeated = repeatedMember(text);
  if (repeated !== undefined) throw new RefusedBody([problems.repeated(repeated)]);
  return json;
}

function parsed(bytes: Uint8Array): { readonly text: string; readonly json: unknown } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, json: JSON.parse(text) };
  } catch {
    throw new MalformedBody();
  }
}

async function boundedBody(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new LargeBody();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type BodyRoute<T> = Omit<Route, "handle" | "body"> & {
  readonly reads: Read<T>;
  readonly handle: (body: T, call: Call, services: Services) => Response | Promise<Response>;
};

/** A route whose body is read by the reader that also describes it. */
export function bodyRoute<T>({ reads, handle, ...row }: BodyRoute<T>): Route {
  return {
    ...row,
    body: reads.schema ?? {},
    handle: async (call, services) => await handle(readBody(reads, await jsonBody(call)), call, services),
  };
}

function readBody<T>(reads: Read<T>, json: unknown): T {
  const violations: Violation[] = [];
  const value = reads(json, { path: "", report: (violation) => violations.push(violation) });
  if (value === FAILED || violations.length > 0) throw new RefusedBody(violations);
  return value;
}

/** In whose name a call is made; nobody stands behind an open route. */
export const actorOf = (call: Call): string | undefined => call.get("caller")?.actor;

/** A value of the path, which the row names. */
export const pathValue = (call: Call, name: string): string => call.req.param(name) ?? "";
