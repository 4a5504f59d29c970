// The few things of XPath 2.0 the authority's rules are made of, where they differ from plain comparisons:
// paths give sequences, comparisons hold when any pair does, functions take one item at most, casts may fail.
import type { Bilingual } from "../../bilingual.ts";
import { counted, type Noun } from "../../counted.ts";
import { attributeOf } from "../../xml/tree.ts";
import { add, type Decimal, parseDecimal, ZERO } from "./decimal.ts";
import { parseDouble } from "./double.ts";
import { kindOf, NONE, type Node, OTHER_KIND, textOfNode } from "./node.ts";
import { lengthOf, normalizeSpace } from "./text.ts";
import { says } from "./wording.ts";

/** A node, or the value of an attribute. */
export type Item = Node | string;
export type Sequence = readonly Item[];
export type Path = (from: Node) => readonly Node[];

/** Thrown where the authority's validator stops with an error instead of a verdict. */
export class Unjudgeable extends Error {
  override readonly name = "Unjudgeable";
  readonly because: Bilingual;

  constructor(because: Bilingual) {
    super(because.en);
    this.because = because;
  }
}

const VALUES: Noun = { one: "قيمة واحدة", two: "قيمتان", few: "قيم", many: "قيمة", other: "قيمة" };

const several = (count: number): Bilingual =>
  says(`${counted(count, VALUES)} حيث المتوقع قيمة واحدة`, `${count} values where one is expected`);

/**
 * A path of child steps; called with a node it gives every element reached, in document order.
 * @example path("cac:TaxTotal/cbc:TaxAmount")(line)
 */
export const path = (steps: string): Path => pathOf(steps.split("/").map(kindOf));

function pathOf([kind = OTHER_KIND, ...more]: readonly number[]): Path {
  if (more.length === 0) return (from) => childrenOf(from, kind);
  const further = pathOf(more);
  return (from) => {
    let found = NONE;
    for (let child = from.first; child !== undefined; child = child.next) {
      if (child.kind === kind) found = joined(found, further(child));
    }
    return found;
  };
}

function childrenOf(from: Node, kind: number): readonly Node[] {
  let found: Node[] | undefined;
  for (let child = from.first; child !== undefined; child = child.next) {
    if (child.kind !== kind) continue;
    if (found === undefined) found = [child];
    else found.push(child);
  }
  return found ?? NONE;
}

const joined = (a: readonly Node[], b: readonly Node[]): readonly Node[] => (a.length === 0 ? b : [...a, ...b]);

/** The same path from each of several nodes. */
export function from(nodes: readonly Node[], step: Path): readonly Node[] {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) return step(only);
  const found: Node[] = [];
  for (const node of nodes) for (const reached of step(node)) found.push(reached);
  return found;
}

/** The values of one attribute over several nodes; nodes without it give none. */
export function attributes(nodes: readonly Node[], name: string): readonly string[] {
  const found: string[] = [];
  for (const node of nodes) {
    const value = attributeOf(node.element, name);
    if (value !== undefined) found.push(value);
  }
  return found;
}

export const exists = (items: Sequence): boolean => items.length > 0;

const textOfItem = (item: Item): string => (typeof item === "string" ? item : textOfNode(item));

/** The single item a function takes. @throws Unjudgeable when there are several. */
export function atMostOne(items: Sequence): Item | undefined {
  if (items.length > 1) throw new Unjudgeable(several(items.length));
  return items[0];
}

/** The text a string function sees: none is the empty text. @throws Unjudgeable when there are several. */
export function stringOf(items: Sequence): string {
  const item = atMostOne(items);
  return item === undefined ? "" : textOfItem(item);
}

/** `string-length(…)`. @throws Unjudgeable when there are several. */
export const stringLength = (items: Sequence): number => lengthOf(stringOf(items));

/** `normalize-space(…)`. @throws Unjudgeable when there are several. */
export const tidy = (items: Sequence): string => normalizeSpace(stringOf(items));

/** `items = value`: any item equals it. */
export function is(items: Sequence, value: string): boolean {
  for (const item of items) if (textOfItem(item) === value) return true;
  return false;
}

/** `items != value`: any item differs from it; an empty sequence does not. */
export function isNot(items: Sequence, value: string): boolean {
  for (const item of items) if (textOfItem(item) !== value) return true;
  return false;
}

/** `items != ''`: any item has text. */
export const hasText = (items: Sequence): boolean => isNot(items, "");

/**
 * Any item compares so with a number. NaN is above every number, as in the authority's processor.
 * @throws Unjudgeable when an item looked at is no number.
 */
export function anyNumber(items: Sequence, compares: (value: number) => boolean): boolean {
  for (const item of items) {
    const value = doubleOf(item);
    if (compares(Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)) return true;
  }
  return false;
}

/** `items = true()` or `= false()`. @throws Unjudgeable when an item looked at is no boolean. */
export const isBoolean = (items: Sequence, value: boolean): boolean =>
  items.some((item) => booleanOfText(textOfItem(item)) === value);

/** `xs:double(…)`: absent stays absent. @throws Unjudgeable when there are several, or it is no number. */
export function doubleAt(items: Sequence): number | undefined {
  const item = atMostOne(items);
  return item === undefined ? undefined : doubleOf(item);
}

/** A number to calculate with: absent is NaN, which prints and compares as an absent one. */
export const amountAt = (items: Sequence): number => doubleAt(items) ?? Number.NaN;

/** `number(…)`: what is no number, and nothing, is NaN. @throws Unjudgeable when there are several. */
export function numberAt(items: Sequence): number {
  const item = atMostOne(items);
  return (item === undefined ? undefined : parseDouble(textOfItem(item))) ?? Number.NaN;
}

/** `xs:decimal(…)`: absent stays absent. @throws Unjudgeable when there are several, or it is no decimal. */
export function decimalAt(items: Sequence): Decimal | undefined {
  const item = atMostOne(items);
  return item === undefined ? undefined : decimalOf(item);
}

/** `sum(nodes/xs:decimal(step))`. @throws Unjudgeable when a node has several, or one is no decimal. */
export function decimalSum(nodes: readonly Node[], step: Path): Decimal {
  let total = ZERO;
  for (const node of nodes) total = add(total, decimalAt(step(node)) ?? ZERO);
  return total;
}

/** `xs:double` of every item. @throws Unjudgeable when one is no number. */
export const doublesOf = (items: Sequence): readonly number[] => items.map(doubleOf);

function decimalOf(item: Item): Decimal {
  if (typeof item === "string") return decimalOfText(item);
  item.decimal ??= decimalOfText(textOfNode(item));
  return item.decimal;
}

function doubleOf(item: Item): number {
  if (typeof item === "string") return doubleOfText(item);
  item.double ??= doubleOfText(textOfNode(item));
  return item.double;
}

function decimalOfText(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Unjudgeable(says(`«${text}» ليس عددا عشريا`, `“${text}” is no decimal number`));
  return value;
}

function doubleOfText(text: string): number {
  const value = parseDouble(text);
  if (value === undefined) throw new Unjudgeable(says(`«${text}» ليس عددا`, `“${text}” is no number`));
  return value;
}

function booleanOfText(text: string): boolean {
  const value = normalizeSpace(text);
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw new Unjudgeable(says(`«${text}» ليس true ولا false`, `“${text}” is neither true nor false`));
}

/** A hostile document must not keep an expression busy for hours: currency codes have three letters. */
const LONGEST_PATTERN = 16;

/**
 * `matches(text, pattern)` where the pattern stands in the document: without special characters it asks whether the
 * text contains it. @throws Unjudgeable when there are several patterns, or it is no regular expression, or a long one.
 */
export function matchesPattern(text: string, pattern: Sequence): boolean {
  const source = stringOf(pattern);
  if (!/[\\|.?*+(){}[\]^$-]/.test(source)) return text.includes(source);
  if (Math.max(source.length, text.length) > LONGEST_PATTERN) throw notAPattern(source);
  try {
    return new RegExp(source, "u").test(text);
  } catch {
    throw notAPattern(source);
  }
}

const notAPattern = (source: string): Unjudgeable =>
  new Unjudgeable(says(`«${source}» ليس تعبيرا نمطيا مقبولا`, `“${source}” is no acceptable regular expression`));
