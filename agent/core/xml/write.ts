// Canonical XML 1.1 (inclusive, without comments) of a whole element tree: the bytes a digest is taken over.
// https://www.w3.org/TR/xml-c14n11/ sections 2.2 to 2.4. There is no subset here but whole elements left out.
import { escapeText, escapeValue } from "./characters.ts";
import { isElement, type XmlAttribute, type XmlElement, type XmlNode } from "./tree.ts";

type Scope = Readonly<Record<string, string>>;
const ROOT_SCOPE: Scope = { __proto__: null as never, "": "" };

/**
 * The canonical text of an element and all below it, but for the elements `leaveOut` names.
 * @throws Error when a text or value holds what XML 1.0 cannot carry: parsers of user text refuse it long before.
 * @example canonical(element("a", [element("b", "1 < 2")])) // "<a><b>1 &lt; 2</b></a>"
 */
export const canonical = (root: XmlElement, leaveOut?: (node: XmlElement) => boolean): string =>
  writeElement(root, ROOT_SCOPE, leaveOut);

function writeElement(node: XmlElement, scope: Scope, leaveOut?: (node: XmlElement) => boolean): string {
  const { start, inner } = node.attributes.length === 0 ? { start: node.name, inner: scope } : startTag(node, scope);
  let out = `<${start}>`;
  for (const child of node.children) out += writeNode(child, inner, leaveOut);
  return `${out}</${node.name}>`;
}

function writeNode(node: XmlNode, scope: Scope, leaveOut?: (node: XmlElement) => boolean): string {
  if (typeof node === "string") return escapeText(node);
  if (isElement(node)) return leaveOut?.(node) ? "" : writeElement(node, scope, leaveOut);
  return node.data === "" ? `<?${node.target}?>` : `<?${node.target} ${node.data.replaceAll("\r", "&#xD;")}?>`;
}

/** Name, then namespace declarations by prefix, then attributes by namespace and local name (section 2.2). */
function startTag(node: XmlElement, scope: Scope): { readonly start: string; readonly inner: Scope } {
  const [only] = node.attributes;
  if (only !== undefined && node.attributes.length === 1 && !only.name.startsWith("xml"))
    return { start: `${node.name} ${only.name}="${escapeValue(only.value)}"`, inner: scope };
  const inner = declare(node.attributes, scope);
  const declarations = node.attributes
    .filter((a) => isDeclaration(a.name) && a.name !== "xmlns:xml" && scope[prefixOf(a.name)] !== a.value)
    .sort((a, b) => byCodePoint(prefixOf(a.name), prefixOf(b.name)));
  const attributes = node.attributes
    .filter((a) => !isDeclaration(a.name))
    .sort((a, b) => byCodePoint(sortKey(a.name, inner), sortKey(b.name, inner)));
  let start = node.name;
  for (const { name, value } of [...declarations, ...attributes]) start += ` ${name}="${escapeValue(value)}"`;
  return { start, inner };
}

function declare(attributes: readonly XmlAttribute[], scope: Scope): Scope {
  const own = attributes.filter((a) => isDeclaration(a.name));
  return own.length === 0
    ? scope
    : Object.assign(Object.create(null), scope, Object.fromEntries(own.map((a) => [prefixOf(a.name), a.value])));
}

const isDeclaration = (name: string): boolean => name === "xmlns" || name.startsWith("xmlns:");
const prefixOf = (name: string): string => (name === "xmlns" ? "" : name.slice(6));

/** Namespace URI and local name, unprefixed attributes first; NUL cannot occur in either. */
function sortKey(name: string, scope: Scope): string {
  const colon = name.indexOf(":");
  if (colon < 0) return `\0${name}`;
  const prefix = name.slice(0, colon);
  const uri = prefix === "xml" ? "http://www.w3.org/XML/1998/namespace" : (scope[prefix] ?? "");
  return `${uri}\0${name.slice(colon + 1)}`;
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
