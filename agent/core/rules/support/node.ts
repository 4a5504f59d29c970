// The element tree with the way up, and an index of it made in one pass: the view all rules share.
import type { RiyadhTime } from "../../riyadh-time.ts";
import { isElement, textOf, type XmlElement } from "../../xml/tree.ts";

export interface Node {
  readonly key: string;
  readonly element: XmlElement;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
}

export interface Doc {
  readonly root: Node;
  /** Every element of one key, wherever it stands, in document order: `//key`. */
  all(key: string): readonly Node[];
  /** Every attribute `name`, wherever it stands: the transaction code is looked for like that. */
  readonly names: readonly string[];
  readonly now: RiyadhTime;
}

export const NONE: readonly Node[] = [];

/** The keys the rules name, each as the engine's own copy, so that comparing two keys is comparing pointers. */
const KEYS = new Map<string, string>();

/** Names a key when the rules are loaded. */
export function named(key: string): string {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  // Names of properties are the strings an engine keeps one copy of.
  const [own = key] = Object.keys({ [key]: true });
  KEYS.set(own, own);
  return own;
}

/** Indexes a document once; `visit` sees every element in document order when the index is complete. */
export function docOf(root: XmlElement, now: RiyadhTime): Doc & { readonly nodes: readonly Node[] } {
  const nodes: Node[] = [];
  const names: string[] = [];
  const index = new Map<string, Node[]>();
  const top = nodeOf(root, undefined, nodes, names);
  for (const node of nodes) {
    const sameKey = index.get(node.key);
    if (sameKey === undefined) index.set(node.key, [node]);
    else sameKey.push(node);
  }
  return { root: top, nodes, names, now, all: (key) => index.get(key) ?? NONE };
}

function nodeOf(element: XmlElement, parent: Node | undefined, nodes: Node[], names: string[]): Node {
  const children: Node[] = [];
  const node: Node = { key: KEYS.get(element.key) ?? element.key, element, parent, children };
  nodes.push(node);
  for (const { name, value } of element.attributes) if (name === "name") names.push(value);
  for (const child of element.children) {
    if (typeof child === "object" && isElement(child)) children.push(nodeOf(child, node, nodes, names));
  }
  return node;
}

/** The XPath string value of a node. */
export const textOfNode = (node: Node): string => textOf(node.element);

/** The nearest node upwards, itself included, of one key. */
export function ancestorOf(node: Node, key: string): Node | undefined {
  let at: Node | undefined = node;
  while (at !== undefined && at.key !== key) at = at.parent;
  return at;
}

/** Where a node stands: `/Invoice/cac:InvoiceLine[2]/cbc:ID`. Built only when a rule is broken. */
export function xpathOf(node: Node): string {
  if (node.parent === undefined) return `/${node.element.name}`;
  const twins = node.parent.children.filter((sibling) => sibling.key === node.key);
  const position = twins.length > 1 ? `[${twins.indexOf(node) + 1}]` : "";
  return `${xpathOf(node.parent)}/${node.element.name}${position}`;
}
