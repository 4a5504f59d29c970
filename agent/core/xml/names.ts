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

/** What is in force before the root element. */
export const rootPrefixes = (): Prefixes => within({ "": "", xml: "http://www.w3.org/XML/1998/namespace" }, {});

function within(outer: Prefixes["uris"], own: Prefixes["uris"]): Prefixes {
  const uris: Prefixes["uris"] = Object.assign(Object.create(null), outer, own);
  const isHouse = ([prefix, uri]: [string, string]): boolean =>
    HOUSE_PREFIX.get(uri) === (prefix === "" ? "" : `${prefix}:`);
  return {
    uris,
    house: new Set(
      Object.entries(uris)
        .filter(isHouse)
        .map(([prefix]) => prefix),
    ),
  };
}

/** The prefixes in force inside an element; refuses undeclared prefixes and attributes given twice. */
export function declare(scan: Scanner, attributes: readonly XmlAttribute[], outer: Prefixes, at: number): Prefixes {
  if (!attributes.some((a) => a.name === "xmlns" || a.name.includes(":"))) return outer;
  const own = attributes.filter((a) => a.name === "xmlns" || a.name.startsWith("xmlns:"));
  const declared = own.map((a) => [a.name === "xmlns" ? "" : a.name.slice(6), a.value] as const);
  const prefixes = own.length === 0 ? outer : within(outer.uris, Object.fromEntries(declared));
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
