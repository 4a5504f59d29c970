// One change to an element tree, named by where it happens: `cac:InvoiceLine[2]/cbc:ID` counts from 1.
import { isElement, type XmlElement } from "../../../../agent/core/xml/tree.ts";

export type Edit = (root: XmlElement) => XmlElement;
type Step = (found: XmlElement) => readonly XmlElement[];

/** Puts another text into an element. */
export const set = (where: string, text: string): Edit =>
  at(where, (found) => [{ ...found, children: text === "" ? [] : [text] }]);

/** Takes an element away. */
export const remove = (where: string): Edit => at(where, () => []);

/** Writes an element twice. */
export const repeat = (where: string): Edit => at(where, (found) => [found, found]);

/** Adds elements at the end of another. */
export const add = (where: string, ...more: readonly XmlElement[]): Edit =>
  at(where, (found) => [{ ...found, children: [...found.children, ...more] }]);

/** Gives an attribute another value, or takes it away. */
export const attribute = (where: string, name: string, value: string | undefined): Edit =>
  at(where, (found) => {
    const others = found.attributes.filter((a) => a.name !== name);
    return [{ ...found, attributes: value === undefined ? others : [...others, { name, value }] }];
  });

/** Several changes that only together make one point. */
export const all =
  (...edits: readonly Edit[]): Edit =>
  (root) =>
    edits.reduce((tree, edit) => edit(tree), root);

/** Changes the one element a path leads to. @throws Error when there is none. */
export function at(where: string, step: Step): Edit {
  return (root) => {
    const [made, ...others] = where === "" ? step(root) : [inside(root, where.split("/"), step)];
    if (made === undefined || others.length > 0) throw new Error("the root stays one element");
    return made;
  };
}

function inside(node: XmlElement, steps: readonly string[], change: Step): XmlElement {
  const [first = "", ...rest] = steps;
  const [, key, position = "1"] = /^([^[]+)(?:\[(\d+)\])?$/.exec(first) ?? [];
  const target = node.children.filter(isElement).filter((child) => child.key === key)[Number(position) - 1];
  if (target === undefined) throw new Error(`no ${first} in ${node.key}`);
  const made = rest.length === 0 ? change(target) : [inside(target, rest, change)];
  return { ...node, children: node.children.toSpliced(node.children.indexOf(target), 1, ...made) };
}
