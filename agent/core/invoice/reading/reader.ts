// A small reader of JSON that finds every mistake at once and says each in two languages, with path and fix.
import { nearestName } from "../../nearest.ts";
import type { Violation } from "../../violation.ts";
import { problems } from "./problems.ts";

/** Returned instead of a value after its mistake was reported. */
export const FAILED: unique symbol = Symbol("failed");
export type Failed = typeof FAILED;

/** Where a value stands, and where its mistakes are told. */
export interface Place {
  readonly path: string;
  readonly report: (violation: Violation) => void;
}

/** What a reader accepts, as JSON Schema 2020-12: the API's description is made of these. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type Read<T> = ((value: unknown, at: Place) => T | Failed) & { readonly schema?: JsonSchema };

/** A reader that says what it accepts. */
export const described = <T>(schema: JsonSchema, read: (value: unknown, at: Place) => T | Failed): Read<T> =>
  Object.assign((value: unknown, at: Place) => read(value, at), { schema });

/** A member of an object: how it is read, and what stands for it when it is absent. */
export interface Member<T> {
  readonly read: Read<T>;
  readonly absent: (at: Place) => T | Failed;
  readonly isRequired?: true;
}
type Shape = Readonly<Record<string, Member<unknown>>>;
export type Members<S extends Shape> = { readonly [K in keyof S]: S[K] extends Member<infer T> ? T : never };

type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The place of a member: `lines` below nothing, `lines[2].price` below `lines[2]`. */
export const member = (at: Place, name: string): Place => ({
  path: at.path === "" ? name : `${at.path}.${name}`,
  report: at.report,
});

const item = (at: Place, index: number): Place => ({ path: `${at.path}[${index}]`, report: at.report });

export const required = <T>(read: Read<T>): Member<T> => ({
  read,
  absent: (at) => fail(at, problems.missing(at.path)),
  isRequired: true,
});

export const optional = <T>(read: Read<T>): Member<T | undefined> => ({ read, absent: () => undefined });

export const otherwise = <T>(read: Read<T>, value: T): Member<T> => ({ read, absent: () => value });

/** Reports a mistake and stands for the value that is not there. */
export function fail(at: Place, violation: Violation): Failed {
  at.report(violation);
  return FAILED;
}

/** An object with these members and no other. */
export const object = <S extends Shape>(shape: S): Read<Members<S>> =>
  described(shapeSchema(shape), (value, at) => {
    const found = members(shape, value, at);
    return found !== FAILED && isComplete(shape, found) ? found : FAILED;
  });

/** The schema of an object with these members and no other. */
export function shapeSchema(shape: Shape): JsonSchema {
  const required = Object.keys(shape).filter((name) => shape[name]?.isRequired);
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(shape).map(([name, { read }]) => [name, read.schema ?? {}])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/**
 * The members of an object that could be read; the others are left out and reported, unknown names too.
 * For who wants to say more about the rest in the same answer.
 */
export function members<S extends Shape>(shape: S, value: unknown, at: Place): Partial<Members<S>> | Failed {
  if (!isObject(value)) return fail(at, problems.notAnObject(at.path));
  reportUnknown(shape, value, at);
  const read = Object.entries(shape).map(([name, rule]) => {
    const given = value[name];
    const place = member(at, name);
    return [name, given === undefined || given === null ? rule.absent(place) : rule.read(given, place)] as const;
  });
  return Object.fromEntries(read.filter(([, result]) => result !== FAILED)) as Partial<Members<S>>;
}

/** True when every member of the shape could be read. */
export const isComplete = <S extends Shape>(shape: S, found: Partial<Members<S>>): found is Members<S> =>
  Object.keys(shape).every((name) => Object.hasOwn(found, name));

function reportUnknown(shape: Shape, value: JsonObject, at: Place): void {
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(shape, name)) continue;
    const path = member(at, name).path;
    at.report(problems.unknownKey(path, name, nearestName(name, Object.keys(shape)), Object.keys(shape)));
  }
}

/** A list of at most so many items, each read alike. */
export const list = <T>(read: Read<T>, atMost: number): Read<readonly T[]> =>
  described({ type: "array", items: read.schema ?? {}, maxItems: atMost }, (value, at) => {
    if (!Array.isArray(value)) return fail(at, problems.notAList(at.path));
    if (value.length > atMost) return fail(at, problems.tooMany(at.path, atMost));
    const items = value.map((one, i) => read(one, item(at, i)));
    return items.filter((one) => one !== FAILED).length === items.length ? (items as readonly T[]) : FAILED;
  });

/** A list with something in it. */
export const nonEmptyList = <T>(read: Read<T>, atMost: number): Read<readonly [T, ...T[]]> => {
  const readItems = list(read, atMost);
  return described({ ...readItems.schema, minItems: 1 }, (value, at) => {
    const items = readItems(value, at);
    if (items === FAILED) return FAILED;
    const [first, ...others] = items;
    return first === undefined ? fail(at, problems.emptyList(at.path)) : [first, ...others];
  });
};

/** One of a few words. */
export const oneOf = <const W extends string>(words: readonly W[]): Read<W> =>
  described(
    { type: "string", enum: words },
    (value, at) => words.find((word) => word === value) ?? fail(at, problems.notOneOf(at.path, value, words)),
  );

/** A value read and then judged or turned into something else; `then` reports what it refuses. */
export const also = <A, B>(read: Read<A>, then: (value: A, at: Place) => B | Failed, more: JsonSchema = {}): Read<B> =>
  described({ ...read.schema, ...more }, (value, at) => {
    const first = read(value, at);
    return first === FAILED ? FAILED : then(first, at);
  });
