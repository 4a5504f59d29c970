// The element tree with the way up, walked once: the view all rules share, and what they have found out about it.
import type { RiyadhTime } from "../../riyadh-time.ts";
import { textOf, type XmlElement } from "../../xml/tree.ts";
import type { Decimal } from "./decimal.ts";

/** An element. What several rules ask for is worked out once and kept on it; what is there once never changes. */
export interface Node {
  readonly key: string;
  /** The number of its key among those the rules name, from 1; of others, 0. */
  readonly kind: number;
  readonly element: XmlElement;
  readonly parent: Node | undefined;
  /** The first element in it, and the next beside it. */
  first: Node | undefined;
  next: Node | undefined;
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
export const OTHER_KIND = 0;

/** Once a document has been walked no key gets a number any more: its elements would not have it. */
const numbering = { isOver: false };

/** The number of a key; given to it when the rules are loaded. @throws Error when that is over. */
export function kindOf(key: string): number {
  const known = KINDS.get(key);
  if (known !== undefined) return known;
  if (numbering.isOver) throw new Error(`${key} must be named when the rules are loaded`);
  KINDS.set(key, KINDS.size + 1);
  return KINDS.size;
}

/** By kind: whether rules look for it everywhere, so that its elements are listed. */
const LISTED: boolean[] = [];

/** Numbers a key whose elements are looked for everywhere. */
export function listedKind(key: string): number {
  const kind = kindOf(key);
  while (LISTED.length <= kind) LISTED.push(false);
  LISTED[kind] = true;
  return kind;
}

/** How many numbers there are, that of other keys included. */
export const kindCount = (): number => KINDS.size + 1;

/** Walks a document once. */
export function docOf(root: XmlElement, now: RiyadhTime): Doc {
  numbering.isOver = true;
  const walk: Walk = { nodes: [], names: [], byKind: LISTED.map((isListed) => (isListed ? [] : undefined)) };
  const top = nodeOf(root, undefined, walk);
  const ofKind = (kind: number): readonly Node[] => walk.byKind[kind] ?? NONE;
  return { root: top, nodes: walk.nodes, names: walk.names, now, ofKind, facts: new Map() };
}

interface Walk {
  readonly nodes: Node[];
  readonly names: string[];
  readonly byKind: readonly (Node[] | undefined)[];
}

function nodeOf(element: XmlElement, parent: Node | undefined, walk: Walk): Node {
  const node: Node = {
    key: element.key,
    kind: KINDS.get(element.key) ?? OTHER_KIND,
    element,
    parent,
    first: undefined,
    next: undefined,
    text: undefined,
    id: undefined,
    double: undefined,
    decimal: undefined,
  };
  walk.nodes.push(node);
  walk.byKind[node.kind]?.push(node);
  for (const { name, value } of element.attributes) if (name === "name") walk.names.push(value);
  addChildren(node, walk);
  return node;
}

function addChildren(node: Node, walk: Walk): void {
  let last: Node | undefined;
  for (const child of node.element.children) {
    if (typeof child === "string" || !("key" in child)) continue;
    const made = nodeOf(child, node, walk);
    if (last === undefined) node.first = made;
    else last.next = made;
    last = made;
  }
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
  const twins: Node[] = [];
  for (let child = node.parent.first; child !== undefined; child = child.next) {
    if (child.key === node.key) twins.push(child);
  }
  const position = twins.length > 1 ? `[${twins.indexOf(node) + 1}]` : "";
  return `${xpathOf(node.parent)}/${node.element.name}${position}`;
}
