// One plain element tree, taken from libxml2's parse: checks read it after the document's memory is given back.
import { XmlCData, type XmlDocument, XmlElement, XmlText, type XmlTreeNode } from "libxml2-wasm";

/** An element: its name under the prefix the reference uses, whatever prefix the file used. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** The text directly inside, not that of inner elements. */
  readonly text: string;
};

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

/** Namespaces by the prefixes of the reference; the invoice itself has none. */
export const NAMESPACES = {
  cac: `${UBL}CommonAggregateComponents-2`,
  cbc: `${UBL}CommonBasicComponents-2`,
  ext: `${UBL}CommonExtensionComponents-2`,
  sig: `${UBL}CommonSignatureComponents-2`,
  sac: `${UBL}SignatureAggregateComponents-2`,
  sbc: `${UBL}SignatureBasicComponents-2`,
  ds: "http://www.w3.org/2000/09/xmldsig#",
  xades: "http://uri.etsi.org/01903/v1.3.2#",
} as const;

const INVOICE_NAMESPACE = `${UBL}Invoice-2`;

const PREFIXES: ReadonlyMap<string, string> = new Map([
  [INVOICE_NAMESPACE, ""],
  ...Object.entries(NAMESPACES).map(([prefix, uri]): [string, string] => [uri, `${prefix}:`]),
]);

const nameOf = (node: XmlElement): string => (PREFIXES.get(node.namespaceUri) ?? `{${node.namespaceUri}}`) + node.name;

/** The nodes inside an element, in order. */
export const childNodes = (node: XmlElement): XmlTreeNode[] => {
  const nodes: XmlTreeNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.next) nodes.push(child);
  return nodes;
};

const elementOf = (node: XmlElement): Element => {
  const nodes = childNodes(node);
  return {
    name: nameOf(node),
    attributes: Object.fromEntries(node.attrs.map((attribute) => [attribute.name, attribute.value])),
    children: nodes.filter((child) => child instanceof XmlElement).map(elementOf),
    text: nodes
      .filter((child) => child instanceof XmlText || child instanceof XmlCData)
      .map((child) => child.content)
      .join(""),
  };
};

/** The tree of a whole document. */
export const treeOf = (document: XmlDocument): Element => elementOf(document.root);

/**
 * Every element at a path of child names.
 *
 * @example
 * all(invoice, "cac:TaxTotal/cbc:TaxAmount").length; // 2
 */
export const all = (from: Element, path: string): readonly Element[] =>
  path
    .split("/")
    .reduce<readonly Element[]>(
      (level, name) => level.flatMap((one) => one.children.filter((c) => c.name === name)),
      [from],
    );

/** The text of the first element at a path; undefined where there is none. */
export const textAt = (from: Element, path: string): string | undefined => all(from, path)[0]?.text;

/** Every element below, in document order, the given one included. */
export const descendants = (from: Element): readonly Element[] => [from, ...from.children.flatMap(descendants)];
