// A cursor over XML text: where we are, what comes next, and where a mistake stands (line and column).

/** What is wrong with an XML text, and where. */
export interface XmlFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Thrown inside the reader only; `readXml` turns it into a value. */
export class XmlSyntaxError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const GREATER_THAN = 0x3e;
const SPACE = new Set([0x20, 0x09, 0x0a]);
const ASCII_NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?(?![\w.\-:\u0080-\uFFFF])/y;
const NAME = /[\p{L}_][\p{L}\p{N}\p{M}_.\-·]*(?::[\p{L}_][\p{L}\p{N}\p{M}_.\-·]*)?/uy;

/** A cursor over text whose line ends are already LF (XML 1.0 section 2.11). */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isDone(): boolean {
    return this.at >= this.text.length;
  }

  startsWith(literal: string): boolean {
    return this.text.startsWith(literal, this.at);
  }

  /** Steps over a literal when it is next. */
  take(literal: string): boolean {
    if (!this.startsWith(literal)) return false;
    this.at += literal.length;
    return true;
  }

  /** Steps over the rest of a closing tag when it is that name's and holds no blank. */
  takeEnd(name: string): boolean {
    if (!this.startsWith(name) || this.text.charCodeAt(this.at + name.length) !== GREATER_THAN) return false;
    this.at += name.length + 1;
    return true;
  }

  expect(literal: string): void {
    if (!this.take(literal)) this.fail(`expected ${literal}`);
  }

  /** The text up to a literal, which is stepped over too. */
  until(literal: string, what: string): string {
    const end = this.text.indexOf(literal, this.at);
    if (end < 0) this.fail(`${what} is never closed`);
    const found = this.text.slice(this.at, end);
    this.at = end + literal.length;
    return found;
  }

  /** Steps over white space; true when there was some. */
  space(): boolean {
    const from = this.at;
    while (SPACE.has(this.text.charCodeAt(this.at))) this.at++;
    return this.at > from;
  }

  /** A qualified name (Namespaces in XML 1.0, section 4). */
  name(): string {
    // Names in other letters are allowed and nearly never met; asking for all letters takes three times as long.
    const pattern = this.#matches(ASCII_NAME) ? ASCII_NAME : NAME;
    if (pattern === NAME && !this.#matches(NAME)) this.fail("expected a name");
    const found = this.text.slice(this.at, pattern.lastIndex);
    this.at = pattern.lastIndex;
    return found;
  }

  /** Whether a sticky pattern fits here; its `lastIndex` then tells how far. */
  #matches(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  fail(message: string, at = this.at): never {
    throw new XmlSyntaxError(message, at);
  }
}

/** Line and column, from 1, of an offset. */
export function locate(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: at - lastBreak };
}
