// The plain element tree that our writer and the XML reader share, so that one rule book can judge both.

export interface XmlAttribute {
  /** As written, with prefix: `currencyID`, `xmlns:ds`. */
  readonly name: string;
  readonly value: string;
}

export interface XmlInstruction {
  readonly target: string;
  readonly data: string;
}

export interface XmlElement {
  /** As written in the file, with whatever prefix it uses: what the canonical form shows. */
  readonly name: string;
  /** What it is: the house prefix of its namespace and the local name, `cbc:ID`; `{uri}local` for a foreign namespace. */
  readonly key: string;
  /** Attributes and namespace declarations in file order. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

/** Comments are never kept: no rule and no digest sees them. */
export type XmlNode = XmlElement | XmlInstruction | string;

/** The namespaces of a UBL invoice and its stamp, by the prefix the authority's samples use. */
export const NAMESPACES = {
  "": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
  cac: "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
  cbc: "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
  ext: "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
  sig: "urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2",
  sac: "urn:oasis:names:specification:ubl:schema:xsd:SignatureAggregateComponents-2",
  sbc: "urn:oasis:names:specification:ubl:schema:xsd:SignatureBasicComponents-2",
  ds: "http://www.w3.org/2000/09/xmldsig#",
  xades: "http://uri.etsi.org/01903/v1.3.2#",
} as const;

export const isElement = (node: XmlNode): node is XmlElement => typeof node === "object" && "name" in node;

/** An element of our own making: its name is its key, text or children as given. */
export const element = (
  name: string,
  children: readonly XmlNode[] | string,
  attributes: readonly XmlAttribute[] = [],
): XmlElement => ({ name, key: name, attributes, children: typeof children === "string" ? [children] : children });

/** The child elements of one key, in document order. */
export function childrenOf(parent: XmlElement, key: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of parent.children)
    if (typeof node === "object" && "key" in node && node.key === key) found.push(node);
  return found;
}

/** The first child element of one key. */
export function childOf(parent: XmlElement | undefined, key: string): XmlElement | undefined {
  if (parent === undefined) return undefined;
  for (const node of parent.children) if (typeof node === "object" && "key" in node && node.key === key) return node;
  return undefined;
}

/**
 * Every element reached by a path of child keys, in document order.
 * @example select(invoice, "cac:TaxTotal", "cac:TaxSubtotal", "cbc:TaxAmount")
 */
export function select(root: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = [root];
  for (const key of path) found = found.flatMap((parent) => childrenOf(parent, key));
  return found;
}

/** The XPath string value: all text below an element, joined. */
export function textOf(node: XmlElement): string {
  const [only] = node.children;
  if (node.children.length === 1 && typeof only === "string") return only;
  let text = "";
  for (const child of node.children) {
    if (typeof child === "string") text += child;
    else if (isElement(child)) text += textOf(child);
  }
  return text;
}

/** The text of the first element reached by a path; undefined when there is none. */
export function textAt(root: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  let at = root;
  for (const key of path) at = childOf(at, key);
  return at === undefined ? undefined : textOf(at);
}

/** The value of an attribute as written; undefined when it is absent. */
export function attributeOf(node: XmlElement | undefined, name: string): string | undefined {
  if (node === undefined) return undefined;
  for (const attribute of node.attributes) if (attribute.name === name) return attribute.value;
  return undefined;
}
