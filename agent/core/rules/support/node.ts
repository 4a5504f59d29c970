// The element tree with the way up, walked once: the view all rules share, and what they have found out about it.
import type { RiyadhTime } from "../../riyadh-time.ts";
import { textOf, type XmlElement } from "../../xml/tree.ts";
import type { Decimal } from "./decimal.ts";

/** An element. What several rules ask for is worked out once and kept on it; the kept values never change. */
export interface Node {
  readonly key: string;
  /** The number of its key among those the rules name; of others, -1. */
  readonly kind: number;
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
  /** Every element of one kind, wherever it stands, in document order. */
  ofKind(kind: number): readonly Node[];
  /** Every attribute `name`, wherever it stands: the transaction code is looked for like that. */
  readonly names: readonly string[];
  readonly now: RiyadhTime;
  /** Values of the whole document that several rules ask for: `fact` keeps them here. */
  readonly facts: Map<(doc: Doc) => unknown, unknown>;
}

export const NONE: readonly Node[] = [];

/** The keys the rules name, numbered: numbers are compared and looked up faster than texts. */
const KINDS = new Map<string, number>();
export const OTHER_KIND = -1;

/** Once a document has been walked no key gets a number any more: its elements would not have it. */
const numbering = { isOver: false };

/** The number of a key; given to it when the rules are loaded. @throws Error when that is over. */
export function kindOf(key: string): number {
  const known = KINDS.get(key);
  if (known !== undefined) return known;
  if (numbering.isOver) throw new Error(`${key} must be named when the rules are loaded`);
  KINDS.set(key, KINDS.size);
  return KINDS.size - 1;
}

/** Walks a document once. */
export function docOf(root: XmlElement, now: RiyadhTime): Doc {
  numbering.isOver = true;
  const walk: Walk = { nodes: [], names: [], byKind: [] };
  const top = nodeOf(root, undefined, walk);
  const ofKind = (kind: number): readonly Node[] => walk.byKind[kind] ?? NONE;
  return { root: top, nodes: walk.nodes, names: walk.names, now, ofKind, facts: new Map() };
}

interface Walk {
  readonly nodes: Node[];
  readonly names: string[];
  readonly byKind: (Node[] | undefined)[];
}

function nodeOf(element: XmlElement, parent: Node | undefined, walk: Walk): Node {
  const children: Node[] = [];
  const kind = KINDS.get(element.key) ?? OTHER_KIND;
  const node: Node = {
    key: element.key,
    kind,
    element,
    parent,
    children,
    text: undefined,
    id: undefined,
    double: undefined,
    decimal: undefined,
  };
  walk.nodes.push(node);
  if (kind >= 0) listed(walk.byKind, kind, node);
  for (const { name, value } of element.attributes) if (name === "name") walk.names.push(value);
  for (const child of element.children) {
    if (typeof child === "object" && "key" in child) children.push(nodeOf(child, node, walk));
  }
  return node;
}

function listed(byKind: (Node[] | undefined)[], kind: number, node: Node): void {
  const list = byKind[kind];
  if (list === undefined) byKind[kind] = [node];
  else list.push(node);
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
