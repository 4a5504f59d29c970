// The text behind the digest of xades:SignedProperties: not canonical XML, but what dom4j prints (stamping.md 4).
import { escapeText, escapeValue } from "../xml/characters.ts";
import { isElement, NAMESPACES, type XmlAttribute, type XmlElement } from "../xml/tree.ts";

const URIS: Readonly<Record<string, string | undefined>> = NAMESPACES;

/**
 * The subtree as it stands, with each prefix declared on the first element of a branch that uses it:
 * `xmlns:xades` once, `xmlns:ds` on each of its four elements, before the attributes; empty elements end in `/>`.
 */
export const signedPropertiesText = (node: XmlElement): string => write(node, new Set());

function write(node: XmlElement, declared: ReadonlySet<string>): string {
  const prefix = prefixOf(node.name);
  const isNew = !declared.has(prefix);
  const start = `<${node.name}${isNew ? declaration(prefix) : ""}${attributesText(node.attributes, prefix)}`;
  if (node.children.length === 0) return `${start}/>`;
  const inner = isNew ? new Set([...declared, prefix]) : declared;
  const children = node.children.map((child) =>
    typeof child === "string" ? escapeText(child) : isElement(child) ? write(child, inner) : "",
  );
  return `${start}>${children.join("")}</${node.name}>`;
}

const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(":")));

function declaration(prefix: string): string {
  const uri = URIS[prefix];
  return uri === undefined ? "" : ` xmlns${prefix === "" ? "" : `:${prefix}`}="${uri}"`;
}

/** A declaration of the element's own prefix is already written. */
const attributesText = (attributes: readonly XmlAttribute[], prefix: string): string =>
  attributes
    .filter((a) => a.name !== `xmlns:${prefix}`)
    .map((a) => ` ${a.name}="${escapeValue(a.value)}"`)
    .join("");
