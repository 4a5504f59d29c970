// Character references and the five entities XML 1.0 knows without a DTD.
import { NOT_XML } from "./characters.ts";
import type { Scanner } from "./scanner.ts";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Replaces every reference of a text; `at` is where the text starts, for messages. */
export function resolveReferences(scan: Scanner, raw: string, at = scan.at): string {
  return raw.replace(/&([^;&]*);?/g, (whole, name: string, index: number) => {
    const value = whole.endsWith(";") ? reference(name) : undefined;
    return value ?? scan.fail(`${whole} is no reference XML 1.0 knows without a DTD`, at + index);
  });
}

function reference(name: string): string | undefined {
  if (!name.startsWith("#")) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (!digits) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const text = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
  return NOT_XML.test(text) ? undefined : text;
}
