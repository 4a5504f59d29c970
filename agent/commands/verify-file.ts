// What `khatm verify FILE` finds in one XML file: structure, rule book, hash, stamp and QR code.
import type { RiyadhTime } from "../core/riyadh-time.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import { judge } from "../core/rules/judge.ts";
import type { Finding } from "../core/rules/rule.ts";
import { type LinkResult, type StampLink, verifyStamp } from "../core/stamp/verify.ts";
import { readXmlBytes } from "../core/xml/read.ts";
import type { XmlElement } from "../core/xml/tree.ts";

export interface FileReport {
  /** True where no link is broken and no rule of the authority's that rejects a document is. */
  readonly genuine: boolean;
  /** The invoice hash recomputed from the bytes. */
  readonly hash?: string;
  readonly firstBroken?: StampLink | "well-formed" | "schema" | `rule ${string}`;
  /** Why the file cannot be read, or does not follow the schema. */
  readonly structure: readonly string[];
  readonly links: readonly LinkResult[];
  readonly findings: readonly Finding[];
}

/** Reports on one file's bytes; `schemas` is a folder with the UBL 2.1 schemas, where it is to be validated too. */
export async function fileReport(bytes: Uint8Array, schemas: string | undefined): Promise<FileReport> {
  const read = readXmlBytes(bytes);
  if (!read.ok) {
    const { line, column, message } = read.error;
    const structure = [`line ${line}, column ${column}: ${message}`];
    return { genuine: false, firstBroken: "well-formed", structure, links: [], findings: [] };
  }
  const structure = schemas === undefined ? [] : await schemaErrors(bytes, schemas);
  return judged(read.value.root, structure, riyadhTime(Date.now()));
}

function judged(root: XmlElement, structure: readonly string[], now: RiyadhTime): FileReport {
  const { hash, links } = verifyStamp(root);
  const findings = judge(root, { now, only: "all" });
  const rejecting = findings.find(isRejecting);
  const firstBroken =
    structure.length > 0
      ? "schema"
      : (links.find((l) => !l.holds)?.link ??
        (rejecting === undefined ? undefined : (`rule ${rejecting.code}` as const)));
  const genuine = firstBroken === undefined;
  return { genuine, hash, ...(genuine ? {} : { firstBroken }), structure, links, findings };
}

/** What the authority rejects, and what its own tool could not even judge. */
const isRejecting = ({ official, severity }: Finding): boolean =>
  official === "error" || (official === "own" && severity === "error");

async function schemaErrors(bytes: Uint8Array, folder: string): Promise<readonly string[]> {
  const { validateAgainstUbl } = await import("./ubl-schema.ts");
  return await validateAgainstUbl(bytes, folder);
}

/** The report for a person. */
export function reportText(path: string, report: FileReport): string {
  const { genuine, firstBroken, structure, links, findings, hash } = report;
  return [
    genuine ? `genuine: ${path} / سليم` : `NOT genuine: ${path}: ${firstBroken} does not hold / غير سليم`,
    ...(hash === undefined ? [] : [`  invoice hash ${hash}`]),
    ...structure.map((line) => `  ✗ ${line}`),
    ...links.map(({ holds, about, link }) => `  ${holds ? "✓" : "✗"} ${link}: ${about.en} · ${about.ar}`),
    ...findings.map(
      (f) =>
        `  ${isRejecting(f) ? "✗" : "!"} ${f.code} ${f.message.en} · ${f.message.ar}\n      → ${f.fix.en} · ${f.fix.ar}`,
    ),
  ].join("\n");
}
