// A small validator of JSON Schema 2020-12: the keywords the API's description uses, and a complaint about any other.

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keywords that say nothing about validity. */
const NOTES: ReadonlySet<string> = new Set(["description", "examples", "format", "title", "default"]);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
};

/** What a value breaks: path and keyword. `resolve` finds a `$ref`. */
export type Resolve = (ref: string) => unknown;
type Check = (rule: unknown, value: unknown, at: string, schema: Json, resolve: Resolve) => readonly string[];

const when = (isBroken: boolean, at: string, keyword: string): readonly string[] =>
  isBroken ? [`${at}: ${keyword}`] : [];
const lengthOf = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

const KEYWORDS: Readonly<Record<string, Check>> = {
  $ref: (rule, value, at, _schema, resolve) => broken(resolve(String(rule)), value, at, resolve),
  type: (rule, value, at) => when(TYPES[String(rule)]?.(value) !== true, at, `type ${rule}`),
  enum: (rule, value, at) => when(!Array.isArray(rule) || !rule.includes(value), at, "enum"),
  const: (rule, value, at) => when(rule !== value, at, "const"),
  pattern: (rule, value, at) =>
    when(typeof value === "string" && !new RegExp(String(rule), "u").test(value.trim()), at, "pattern"),
  minLength: (rule, value, at) => when(typeof value === "string" && lengthOf(value) < Number(rule), at, "minLength"),
  maxLength: (rule, value, at) => when(typeof value === "string" && lengthOf(value) > Number(rule), at, "maxLength"),
  minimum: (rule, value, at) => when(typeof value === "number" && value < Number(rule), at, "minimum"),
  maximum: (rule, value, at) => when(typeof value === "number" && value > Number(rule), at, "maximum"),
  minItems: (rule, value, at) => when(Array.isArray(value) && value.length < Number(rule), at, "minItems"),
  maxItems: (rule, value, at) => when(Array.isArray(value) && value.length > Number(rule), at, "maxItems"),
  items: (rule, value, at, _schema, resolve) =>
    Array.isArray(value) ? value.flatMap((one, i) => broken(rule, one, `${at}[${i}]`, resolve)) : [],
  anyOf: (rule, value, at, _schema, resolve) =>
    when(!(Array.isArray(rule) && rule.some((one) => broken(one, value, at, resolve).length === 0)), at, "anyOf"),
  required: (rule, value, at) =>
    isObject(value) && Array.isArray(rule)
      ? rule.flatMap((name) => when(!Object.hasOwn(value, name), at, `required ${name}`))
      : [],
  properties: (rule, value, at, _schema, resolve) =>
    isObject(value) && isObject(rule)
      ? Object.entries(rule).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? broken(schema, value[name], `${at}.${name}`, resolve) : [],
        )
      : [],
  additionalProperties: (rule, value, at, { properties }, resolve) => {
    if (!isObject(value)) return [];
    const others = Object.keys(value).filter((name) => !(isObject(properties) && Object.hasOwn(properties, name)));
    if (rule === false) return others.flatMap((name) => when(true, `${at}.${name}`, "additionalProperties"));
    return others.flatMap((name) => broken(rule, value[name], `${at}.${name}`, resolve));
  },
};

/** Everything a value breaks of a schema. */
export function broken(schema: unknown, value: unknown, at: string, resolve: Resolve): readonly string[] {
  if (!isObject(schema)) return [`${at}: no schema`];
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (NOTES.has(keyword)) return [];
    const check = KEYWORDS[keyword];
    return check === undefined ? [`${at}: unknown keyword ${keyword}`] : check(rule, value, at, schema, resolve);
  });
}

type Look = (rule: unknown, at: string, resolve: Resolve) => readonly string[];

/** What can be wrong with a keyword's own value. */
const LOOKS: Readonly<Record<string, Look>> = {
  $ref: (rule, at, resolve) => when(resolve(String(rule)) === undefined, at, `nothing is at ${rule}`),
  type: (rule, at) => when(TYPES[String(rule)] === undefined, at, `unknown type ${rule}`),
  pattern: (rule, at) => when(!(new RegExp(String(rule), "u") instanceof RegExp), at, "pattern"),
  items: (rule, at, resolve) => flaws(rule, `${at}.items`, resolve),
  additionalProperties: (rule, at, resolve) => (rule === false ? [] : flaws(rule, `${at}.*`, resolve)),
  anyOf: (rule, at, resolve) =>
    Array.isArray(rule) ? rule.flatMap((one, i) => flaws(one, `${at}|${i}`, resolve)) : [`${at}: anyOf`],
  properties: (rule, at, resolve) =>
    isObject(rule)
      ? Object.entries(rule).flatMap(([name, one]) => flaws(one, `${at}.${name}`, resolve))
      : [`${at}: properties`],
};

/** Everything that is wrong with a schema itself: keywords nobody knows, references to nothing, patterns that are none. */
export function flaws(schema: unknown, at: string, resolve: Resolve): readonly string[] {
  if (!isObject(schema)) return [`${at}: no schema`];
  return Object.entries(schema).flatMap(([keyword, rule]): readonly string[] => {
    if (NOTES.has(keyword)) return [];
    if (KEYWORDS[keyword] === undefined) return [`${at}: unknown keyword ${keyword}`];
    return LOOKS[keyword]?.(rule, at, resolve) ?? [];
  });
}
