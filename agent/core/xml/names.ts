// Namespaces in XML 1.0: prefixes in force, and the house name of an element whatever prefix its file uses.
import type { Scanner } from "./scanner.ts";
import { NAMESPACES, type XmlAttribute } from "./tree.ts";

/** The namespaces in force by their prefixes, and those prefixes among them that are the house's own for theirs. */
export interface Prefixes {
  readonly uris: Readonly<Record<string, string>>;
  readonly house: ReadonlySet<string>;
}

const HOUSE_PREFIX: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMESPACES).map(([prefix, uri]) => [uri, prefix === "" ? "" : `${prefix}:`]),
);

type Declaration = readonly [prefix: string, uri: string];

function within(outer: Prefixes, own: readonly Declaration[]): Prefixes {
  const uris: Record<string, string> = Object.assign(Object.create(null), outer.uris);
  const house = new Set(outer.house);
  for (const [prefix, uri] of own) {
    uris[prefix] = uri;
    if (HOUSE_PREFIX.get(uri) === (prefix === "" ? "" : `${prefix}:`)) house.add(prefix);
    else house.delete(prefix);
  }
  return { uris, house };
}

/** What is in force before the root element. */
export const ROOT_PREFIXES: Prefixes = within({ uris: {}, house: new Set() }, [
  ["", ""],
  ["xml", "http://www.w3.org/XML/1998/namespace"],
]);

/** The prefixes in force inside an element; refuses undeclared prefixes and attributes given twice. */
export function declare(scan: Scanner, attributes: readonly XmlAttribute[], outer: Prefixes, at: number): Prefixes {
  if (!attributes.some((a) => a.name === "xmlns" || a.name.includes(":"))) return outer;
  const own = attributes.filter((a) => a.name === "xmlns" || a.name.startsWith("xmlns:"));
  const declared = own.map((a): Declaration => [a.name === "xmlns" ? "" : a.name.slice(6), a.value]);
  const prefixes = own.length === 0 ? outer : within(outer, declared);
  const prefixed = attributes.filter((a) => a.name.includes(":") && !a.name.startsWith("xmlns:"));
  const expanded = prefixed.map((a) => expandedName(scan, a.name, prefixes, at));
  if (new Set(expanded).size < expanded.length) scan.fail("one attribute twice under two prefixes", at);
  return prefixes;
}

function expandedName(scan: Scanner, name: string, { uris }: Prefixes, at: number): string {
  const colon = name.indexOf(":");
  const uri = uris[colon < 0 ? "" : name.slice(0, colon)];
  if (uri === undefined || (uri === "" && colon >= 0)) scan.fail(`the prefix of ${name} is not declared`, at);
  return `{${uri}}${name.slice(colon + 1)}`;
}

/** The `key` of an element: house prefix and local name, or `{uri}local`. */
export function keyOf(scan: Scanner, name: string, prefixes: Prefixes, at: number): string {
  if (prefixes.house.has(name.slice(0, Math.max(0, name.indexOf(":"))))) return name;
  const expanded = expandedName(scan, name, prefixes, at);
  const close = expanded.indexOf("}");
  const house = HOUSE_PREFIX.get(expanded.slice(1, close));
  return house === undefined ? expanded : house + expanded.slice(close + 1);
}
