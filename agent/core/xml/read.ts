// A strict reader of namespaced XML 1.0 (no DTD, no entities but the five) into the plain element tree.
import { err, ok, type Result } from "../result.ts";
import { notXmlAt } from "./characters.ts";
import { declare, keyOf, type Prefixes, ROOT_PREFIXES } from "./names.ts";
import { resolveReferences } from "./references.ts";
import { locate, Scanner, type XmlFault, XmlSyntaxError } from "./scanner.ts";
import type { XmlAttribute, XmlElement, XmlInstruction, XmlNode } from "./tree.ts";

export interface XmlDocument {
  /** Processing instructions before and after the root; the XML declaration is not one. */
  readonly prolog: readonly XmlInstruction[];
  readonly root: XmlElement;
  readonly epilog: readonly XmlInstruction[];
}

const MAX_DEPTH = 64;

/**
 * Reads the text of an XML document; what is wrong is a value with line and column.
 * Refused besides what is not well-formed: a byte order mark, a document type declaration, an encoding but UTF-8.
 */
export function readXml(source: string): Result<XmlDocument, XmlFault> {
  // XML 1.0 section 2.11: line ends become LF before anything else is looked at.
  const text = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  try {
    return ok(document(new Scanner(text)));
  } catch (thrown) {
    if (thrown instanceof XmlSyntaxError) return err({ ...locate(text, thrown.at), message: thrown.message });
    throw thrown;
  }
}

/** Reads the bytes of an XML document, which must be UTF-8 without a byte order mark. */
export function readXmlBytes(bytes: Uint8Array): Result<XmlDocument, XmlFault> {
  try {
    return readXml(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (thrown) {
    if (thrown instanceof TypeError) return err({ line: 1, column: 1, message: "the file is not UTF-8" });
    throw thrown;
  }
}

function document(scan: Scanner): XmlDocument {
  if (scan.startsWith("\uFEFF")) scan.fail("a byte order mark stands before the document");
  const bad = notXmlAt(scan.text);
  if (bad !== undefined) scan.fail("a character XML 1.0 cannot carry", bad);
  declaration(scan);
  const prolog = misc(scan);
  if (!scan.startsWith("<")) scan.fail("expected the root element");
  const root = element(scan, ROOT_PREFIXES, 0);
  const epilog = misc(scan);
  if (!scan.isDone) scan.fail("text after the root element");
  return { prolog, root, epilog };
}

function declaration(scan: Scanner): void {
  if (!/^<\?xml[ \t\n]/.test(scan.text)) return;
  const text = scan.until("?>", "the XML declaration");
  const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  if (encoding !== undefined && encoding.toUpperCase() !== "UTF-8") scan.fail(`encoding ${encoding} is not UTF-8`, 0);
  if (!/version\s*=\s*["']1\.0["']/.test(text)) scan.fail("only XML 1.0 is accepted", 0);
}

/** White space, comments and processing instructions around the root. */
function misc(scan: Scanner): readonly XmlInstruction[] {
  const found: XmlInstruction[] = [];
  for (;;) {
    scan.space();
    if (scan.take("<!--")) comment(scan);
    else if (scan.take("<?")) found.push(instruction(scan));
    else if (scan.startsWith("<!DOCTYPE")) scan.fail("a document type declaration is not accepted");
    else return found;
  }
}

function comment(scan: Scanner): void {
  const at = scan.at;
  if (scan.until("--", "a comment") === undefined || !scan.take(">")) scan.fail("-- inside a comment", at);
}

function instruction(scan: Scanner): XmlInstruction {
  const target = scan.name();
  if (target.toLowerCase() === "xml") scan.fail("an XML declaration inside the document");
  if (scan.take("?>")) return { target, data: "" };
  if (!scan.space()) scan.fail("expected ?>");
  return { target, data: scan.until("?>", "a processing instruction") };
}

function element(scan: Scanner, outer: Prefixes, depth: number): XmlElement {
  const at = scan.at;
  if (depth > MAX_DEPTH) scan.fail(`elements nested deeper than ${MAX_DEPTH}`);
  scan.expect("<");
  const name = scan.name();
  const attributes = readAttributes(scan);
  const prefixes = declare(scan, attributes, outer, at);
  const key = keyOf(scan, name, prefixes, at);
  if (scan.take("/>")) return { name, key, attributes, children: [] };
  scan.expect(">");
  const children = content(scan, prefixes, depth);
  if (scan.takeEnd(name)) return { name, key, attributes, children };
  const closing = scan.name();
  if (closing !== name) scan.fail(`</${closing}> closes <${name}>`);
  scan.space();
  scan.expect(">");
  return { name, key, attributes, children };
}

/** Everything up to and with the `</` of the closing tag; text on both sides of a comment is one text. */
function content(scan: Scanner, prefixes: Prefixes, depth: number): readonly XmlNode[] {
  const nodes: XmlNode[] = [];
  for (;;) {
    const text = joinedText(scan);
    if (text !== "") nodes.push(text);
    if (scan.take("</")) return nodes;
    nodes.push(scan.take("<?") ? instruction(scan) : element(scan, prefixes, depth + 1));
  }
}

function joinedText(scan: Scanner): string {
  let text = characters(scan);
  while (scan.startsWith("<!")) {
    if (scan.take("<!--")) comment(scan);
    else if (scan.take("<![CDATA[")) text += scan.until("]]>", "a CDATA section");
    else return text;
    text += characters(scan);
  }
  return text;
}

function characters(scan: Scanner): string {
  const end = scan.text.indexOf("<", scan.at);
  if (end < 0) scan.fail("the document ends inside an element");
  const raw = scan.text.slice(scan.at, end);
  if (raw.includes("]]>")) scan.fail("]]> in text", scan.at + raw.indexOf("]]>"));
  const text = raw.includes("&") ? resolveReferences(scan, raw) : raw;
  scan.at = end;
  return text;
}

const NONE: readonly XmlAttribute[] = [];

function readAttributes(scan: Scanner): readonly XmlAttribute[] {
  if (scan.startsWith(">")) return NONE;
  const found: XmlAttribute[] = [];
  const names = new Set<string>();
  while (scan.space() && !scan.startsWith(">") && !scan.startsWith("/>")) {
    const at = scan.at;
    const name = scan.name();
    if (names.has(name)) scan.fail(`attribute ${name} twice`, at);
    names.add(name);
    scan.space();
    scan.expect("=");
    scan.space();
    found.push({ name, value: attributeValue(scan) });
  }
  return found;
}

function attributeValue(scan: Scanner): string {
  const quote = scan.startsWith('"') ? '"' : "'";
  scan.expect(quote);
  const start = scan.at;
  const raw = scan.until(quote, "an attribute value");
  if (raw.includes("<")) scan.fail("< in an attribute value", start);
  // Section 3.3.3: white space written as such becomes blanks; as a reference it stays.
  const blanked = raw.replace(/[\t\n]/g, " ");
  return blanked.includes("&") ? resolveReferences(scan, blanked, start) : blanked;
}
