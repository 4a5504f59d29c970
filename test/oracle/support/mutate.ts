// Breaks documents in seeded, small ways: the kinds of mistakes an issuing system makes, and a few nobody makes.
import { element, isElement, type XmlElement, type XmlNode } from "../../../agent/core/xml/tree.ts";
import { attributeValues, fragments, namesOf, textsFor } from "./mutations.ts";
import type { Random } from "./random.ts";

type Change = (node: XmlElement, random: Random) => readonly XmlElement[];

/** The same document with one to three changes. */
export function mutant(root: XmlElement, random: Random): XmlElement {
  const changes = random.pick([1, 1, 1, 2, 2, 3]);
  let changed = root;
  for (let i = 0; i < changes; i += 1) changed = changeOnce(changed, random);
  return changed;
}

function changeOnce(root: XmlElement, random: Random): XmlElement {
  const change = random.pick(CHANGES);
  const targets = targetsOf(root, change.on);
  if (targets.length === 0) return root;
  const target = random.pick(targets);
  const made = change.by(target, random);
  return target === root ? (made[0] ?? root) : (replaced(root, target, made) ?? root);
}

const isLeaf = (node: XmlElement): boolean => !node.children.some(isElement);

/** Every element but the inside of the signature, which the rules hardly look at. */
function targetsOf(root: XmlElement, on: (node: XmlElement) => boolean): readonly XmlElement[] {
  const inside = (node: XmlElement): readonly XmlElement[] =>
    node.key === "ds:Signature" ? [] : node.children.filter(isElement).flatMap((child) => [child, ...inside(child)]);
  return [root, ...inside(root)].filter(on);
}

/** A copy of the tree with one element replaced by others; undefined where the element is not in it. */
function replaced(node: XmlElement, target: XmlElement, by: readonly XmlElement[]): XmlElement | undefined {
  const at = node.children.indexOf(target);
  if (at >= 0) return { ...node, children: node.children.toSpliced(at, 1, ...by) };
  for (const [index, child] of node.children.entries()) {
    if (!isElement(child)) continue;
    const inner = replaced(child, target, by);
    if (inner !== undefined) return { ...node, children: node.children.with(index, inner) };
  }
  return undefined;
}

const withText = (node: XmlElement, text: string): XmlElement => ({ ...node, children: text === "" ? [] : [text] });
const textOf = (node: XmlElement): string => node.children.filter((child) => typeof child === "string").join("");

function nudged(text: string, random: Random): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const step = random.pick(["0.01", "-0.01", "0.02", "-0.02", "0.05", "1", "-1", "0.001", "0.005", "100"]);
  const digits = Math.max(2, step.split(".")[1]?.length ?? 0, text.split(".")[1]?.length ?? 0);
  return (Number(text) + Number(step)).toFixed(digits);
}

function withAttribute(node: XmlElement, random: Random): XmlElement {
  const { name, value } = random.pick(node.attributes.filter((a) => !a.name.startsWith("xmlns")));
  const others = node.attributes.filter((a) => a.name !== name);
  const way = random.below(5);
  if (way === 0) return { ...node, attributes: others };
  const changed = way === 1 ? "" : way === 2 ? ` ${value} ` : random.pick(attributeValues(name));
  return { ...node, attributes: [...others, { name, value: changed }] };
}

const withChildren = (node: XmlElement, children: readonly XmlNode[]): XmlElement => ({ ...node, children });

/** A known part of an invoice put where it belongs, or nearly so. */
function withFragment(node: XmlElement, random: Random): XmlElement {
  const made = random.pick(fragments(node.key))(random);
  const at = random.below(node.children.length + 1);
  return withChildren(node, node.children.toSpliced(at, 0, made));
}

function swapped(node: XmlElement, random: Random): XmlElement {
  const elements = node.children.filter(isElement);
  const leaf = random.pick(elements);
  const names = namesOf(leaf.key);
  return withChildren(
    node,
    node.children.map((child) =>
      child === leaf ? element(random.pick(names), leaf.children, leaf.attributes) : child,
    ),
  );
}

const any = (node: XmlElement): boolean => node.key !== "Invoice";
const hasAttributes = (node: XmlElement): boolean => node.attributes.some((a) => !a.name.startsWith("xmlns"));

const CHANGES: readonly { readonly on: (node: XmlElement) => boolean; readonly by: Change }[] = [
  { on: any, by: () => [] },
  { on: isLeaf, by: () => [] },
  { on: any, by: (node) => [node, node] },
  { on: isLeaf, by: (node) => [withText(node, "")] },
  { on: isLeaf, by: (node) => [withText(node, ` ${textOf(node)}\n`)] },
  { on: isLeaf, by: (node, random) => [withText(node, random.pick(textsFor(node.key)))] },
  { on: isLeaf, by: (node, random) => [withText(node, random.pick(textsFor(node.key)))] },
  { on: isLeaf, by: (node, random) => [withText(node, random.pick(textsFor(node.key)))] },
  { on: isLeaf, by: (node, random) => [withText(node, nudged(textOf(node), random))] },
  { on: isLeaf, by: (node, random) => [withText(node, nudged(textOf(node), random))] },
  { on: hasAttributes, by: (node, random) => [withAttribute(node, random)] },
  { on: hasAttributes, by: (node, random) => [withAttribute(node, random)] },
  { on: (node) => fragments(node.key).length > 0, by: (node, random) => [withFragment(node, random)] },
  { on: (node) => fragments(node.key).length > 0, by: (node, random) => [withFragment(node, random)] },
  { on: (node) => !isLeaf(node), by: (node, random) => [swapped(node, random)] },
];
