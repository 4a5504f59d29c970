// The element tree with the way up, walked once: the view all rules share, and what they have found out about it.
import type { RiyadhTime } from "../../riyadh-time.ts";
import { textOf, type XmlElement } from "../../xml/tree.ts";
import type { Decimal } from "./decimal.ts";

/** An element. What several rules ask for is worked out once and kept on it; the kept values never change. */
export interface Node {
  readonly key: string;
  readonly element: XmlElement;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
  text: string | undefined;
  id: string | undefined;
  double: number | undefined;
  decimal: Decimal | undefined;
}

export interface Doc {
  readonly root: Node;
  /** Every element, in document order. */
  readonly nodes: readonly Node[];
  /** Every element of one key, wherever it stands, in document order: `//key`. */
  all(key: string): readonly Node[];
  /** Every attribute `name`, wherever it stands: the transaction code is looked for like that. */
  readonly names: readonly string[];
  readonly now: RiyadhTime;
  /** Values of the whole document that several rules ask for: `fact` keeps them here. */
  readonly facts: Map<(doc: Doc) => unknown, unknown>;
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

/** Walks a document once. */
export function docOf(root: XmlElement, now: RiyadhTime): Doc {
  const nodes: Node[] = [];
  const names: string[] = [];
  const byKey = new Map<string, readonly Node[]>();
  const all = (key: string): readonly Node[] => {
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const found = nodes.filter((node) => node.key === key);
    byKey.set(key, found);
    return found;
  };
  return { root: nodeOf(root, undefined, nodes, names), nodes, names, now, all, facts: new Map() };
}

function nodeOf(element: XmlElement, parent: Node | undefined, nodes: Node[], names: string[]): Node {
  const children: Node[] = [];
  const node: Node = {
    key: KEYS.get(element.key) ?? element.key,
    element,
    parent,
    children,
    text: undefined,
    id: undefined,
    double: undefined,
    decimal: undefined,
  };
  nodes.push(node);
  for (const { name, value } of element.attributes) if (name === "name") names.push(value);
  for (const child of element.children) {
    if (typeof child === "object" && "key" in child) children.push(nodeOf(child, node, nodes, names));
  }
  return node;
}

/** The XPath string value of a node. */
export function textOfNode(node: Node): string {
  node.text ??= textOf(node.element);
  return node.text;
}

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
