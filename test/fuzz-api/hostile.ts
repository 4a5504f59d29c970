// Hostile requests made from the API's own description: right in most places and wrong in some, or wrong altogether.
import type { Random } from "../faults/random.ts";

type Json = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Json }[];
  readonly body: Json | undefined;
}

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Every operation of an OpenAPI document. */
export function operationsOf(description: Json): readonly Operation[] {
  return Object.entries(description["paths"] as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, row]) => {
      const content = (row["requestBody"] as { content?: Record<string, { schema: Json }> } | undefined)?.content;
      return {
        method: method.toUpperCase(),
        path,
        parameters: (row["parameters"] ?? []) as Operation["parameters"],
        body: content?.["application/json"]?.schema,
      };
    }),
  );
}

const DEEP = 5_000;
const deep = (open: string, close: string): string => open.repeat(DEEP) + close.repeat(DEEP);

/** Texts that have broken programs: control characters, direction marks, quotes, paths, numbers, names of prototypes. */
const TEXTS: readonly string[] = [
  ...[
    "",
    " ",
    "\u0000",
    "\u001b@\u001bp\u0000",
    "\u202Eabc",
    "\uFEFF",
    "\uD800",
    "\uFFFF",
    "é".repeat(300),
    "ب".repeat(2000),
  ],
  ...[
    "<a>&\"'</a>",
    "]]>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "'; DROP TABLE document; --",
    "../../../etc/passwd",
    "%00",
    "%",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN", "true", "{}", "[]"],
  ...["0", "-0", "-1", "1e999", "1E2", "00000.10", "99999999999999999999", "0.00000000001", "٣", "1,5", "+1", "0x10"],
  ...["2026-02-30", "9999-99-99", "2026-11-21T25:61:61Z", "0000-00-00", "x".repeat(100_000)],
];

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, [], {}, [[]], [null], { "": "" }],
  ...[{ toString: "x" }, { constructor: { prototype: 1 } }, { ar: "ا", en: "a" }, { ar: 1 }, Array(2000).fill(0)],
];

/** Bodies that are not even JSON, or not what a reader expects of it. */
const BODIES: readonly (string | Buffer)[] = [
  ...["", "{", "nul", "{]", '{"a":1,}', deep("[", "]"), deep('{"a":', "}"), '"'.padEnd(1000, "\\"), "\uFEFF{}"],
  ...['{"__proto__":{"x":1},"reference":"a"}', '{"reference":"a","reference":"b"}', "1e999999", "[1", "\u0000"],
  ...[
    Buffer.from([0xff, 0xfe, 0x7b]),
    Buffer.from([0xc3, 0x28]),
    Buffer.alloc(300_000, 0x20),
    Buffer.alloc(2_000_000, 0x5b),
  ],
];

/** Makes one request against an operation. */
export function hostileRequest(
  random: Random,
  operation: Operation,
  resolve: (ref: string) => Json,
  credentials: readonly Readonly<Record<string, string>>[],
): HostileRequest {
  const method = random.oneIn(12)
    ? random.pick(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
    : operation.method;
  const body = bodyOf(random, operation, resolve, method);
  return {
    method,
    path: pathOf(random, operation),
    headers: { ...random.pick(credentials), ...headersOf(random, body !== undefined) },
    body: method === "GET" || method === "HEAD" || method === "DELETE" ? undefined : body,
  };
}

function pathOf(random: Random, { path, parameters }: Operation): string {
  const place = path.replaceAll(/\{(\w+)\}/g, () => encodeURIComponent(wellFormed(textOf(random)).slice(0, 2000)));
  const raw = random.oneIn(25)
    ? place + random.pick(["%", "%zz", "//", "/../..", ";x", "%2e%2e%2f", "?a=%ff", "#x"])
    : place;
  const keys = parameters.filter((one) => one.in === "query" && !random.oneIn(3));
  const query = keys.map(({ name, schema }) => `${name}=${encodeURIComponent(queryValue(random, schema))}`);
  const more = random.oneIn(8) ? [`${encodeURIComponent(wellFormed(textOf(random)).slice(0, 100))}=1`] : [];
  const all = [...query, ...more];
  return all.length === 0 || raw.includes("?") || raw.includes("#") ? raw : `${raw}?${all.join("&")}`;
}

/** `encodeURIComponent` takes no half characters. */
const wellFormed = (text: string): string => text.toWellFormed();
const textOf = (random: Random): string => random.pick(TEXTS);

function queryValue(random: Random, schema: Json): string {
  const value = random.oneIn(2)
    ? madeFor({ random, resolve: (ref) => ({ ref }), odds: 10 }, schema, 0)
    : textOf(random);
  return wellFormed(typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 1000);
}

function headersOf(random: Random, hasBody: boolean): Readonly<Record<string, string>> {
  const type = random.oneIn(20)
    ? random.pick(["text/plain", "application/xml", "", "application/json; charset=x"])
    : "application/json";
  return {
    ...(hasBody ? { "content-type": type } : {}),
    ...(random.oneIn(30) ? { host: random.pick(["evil.example", "", "127.0.0.1:1", "[::1]"]) } : {}),
    ...(random.oneIn(30) ? { origin: random.pick(["null", "https://evil.example", "x"]) } : {}),
    ...(random.oneIn(20) ? { "last-event-id": random.pick(["-1", "x", "9".repeat(30), "0"]) } : {}),
    ...(random.oneIn(15) ? { "transfer-encoding": "chunked" } : {}),
  };
}

function bodyOf(
  random: Random,
  { body }: Operation,
  resolve: (ref: string) => Json,
  method: string,
): Buffer | undefined {
  if (body === undefined) return random.oneIn(4) && method !== "GET" ? Buffer.from("{}") : undefined;
  if (random.oneIn(15)) return Buffer.from(random.pick(BODIES));
  return Buffer.from(JSON.stringify(madeFor({ random, resolve, odds: random.pick([8, 40, 400]) }, body, 0)) ?? "");
}

/** How a value is made. */
interface Making {
  readonly random: Random;
  readonly resolve: (ref: string) => Json;
  /** One mistake in so many values. */
  readonly odds: number;
}

/** A value that mostly fits a schema: the deeper a mistake lies, the more of the program has run before it is met. */
function madeFor(making: Making, schema: Json, depth: number): unknown {
  const { random, resolve, odds } = making;
  if (random.oneIn(odds)) return random.oneIn(2) ? random.pick(VALUES) : textOf(random);
  if (depth > 8) return null;
  if (typeof schema["$ref"] === "string") return madeFor(making, resolve(schema["$ref"]), depth + 1);
  if (Array.isArray(schema["anyOf"])) return madeFor(making, random.pick(schema["anyOf"] as Json[]), depth + 1);
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"])) return random.pick(schema["enum"]);
  return MAKERS[String(schema["type"])]?.(making, schema, depth) ?? null;
}

type Make = (making: Making, schema: Json, depth: number) => unknown;

const MAKERS: Readonly<Record<string, Make>> = {
  boolean: ({ random }) => random.oneIn(2),
  integer: ({ random }, { minimum = 0, maximum = 1000 }) =>
    Number(minimum) + random.below(Math.min(1000, Number(maximum) - Number(minimum)) + 1),
  string: ({ random, odds }, schema) => (random.oneIn(odds) ? textOf(random) : likelyText(random, schema)),
  array: (making, { items, minItems = 0 }, depth) => {
    const length = Number(minItems) + making.random.below(3);
    return Array.from({ length }, () => madeFor(making, items as Json, depth + 1));
  },
  object: (making, { properties = {}, required = [] }, depth) => {
    const { random, odds } = making;
    const members = Object.entries(properties as Record<string, Json>).filter(([name]) => {
      const isRequired = (required as readonly string[]).includes(name);
      return isRequired ? !random.oneIn(odds) : random.oneIn(12);
    });
    const made = members.map(([name, one]) => [name, madeFor(making, one, depth + 1)] as const);
    return Object.fromEntries(random.oneIn(odds) ? [...made, [textOf(random), 1]] : made);
  },
};

/** Text of the form a schema asks for. */
function likelyText(random: Random, { pattern, format, examples }: Json): string {
  if (Array.isArray(examples)) return `${random.below(100)}.${random.below(90) + 10}`;
  if (format === "date") return `2026-1${random.below(3)}-${random.below(31) + 1}`;
  if (format === "password") return random.pick(["short", "three blind mice", "x".repeat(1000), "كلمة مرور طويلة"]);
  if (pattern === "^[A-Z]{3}$") return random.pick(["SAR", "USD", "ZZZ"]);
  return random.pick([
    `fuzz-${random.below(500)}`,
    "قهوة",
    "A",
    "3000000000003",
    "SA",
    "12345",
    "8e6000cf-1a98-4174-b3e7-b5d5954bc10d",
  ]);
}
