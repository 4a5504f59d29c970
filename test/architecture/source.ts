// One source file as the architecture test sees it: what it imports, what it exports, which globals it reads.
import { parseAst } from "vitest/node";

/** One import of any form: `import`, `export … from`, `import()`, `require()`, `import("x").T`, a worker's URL. */
export interface Import {
  /** As written; undefined where it is computed, which nobody can check. */
  readonly target: string | undefined;
  /** The imported names; undefined where the whole module is taken. */
  readonly names: readonly string[] | undefined;
  /** Erased before it runs. */
  readonly isType: boolean;
}

export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** It exports, and only what others made. */
  readonly isBarrel: boolean;
  /** Nothing of it is left when the types are stripped. */
  readonly isInterfacesOnly: boolean;
  /** Globals and members it reads, as dotted names: `Date.now`, `process.env`, `new Date()`, `import.meta`. */
  readonly reads: ReadonlySet<string>;
}

/** Reads one file; @throws SyntaxError where it is not TypeScript. */
export function readSource(path: string, text: string): Source {
  const program: unknown = parseAst(text, { lang: "ts" });
  const nodes = everyNode(program);
  const statements = isNode(program) ? nodesIn(program["body"]) : [];
  const imports = nodes.flatMap(importsOf);
  return {
    path,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    imports,
    hasDefaultExport: statements.some(isDefaultExport),
    isBarrel: isBarrel(statements),
    isInterfacesOnly: statements.every(isErased),
    reads: new Set(nodes.flatMap(readsOf)),
  };
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Every node of a tree. A name that is only a key or a member is left out: it reads no variable. */
function everyNode(value: unknown, found: Node[] = []): readonly Node[] {
  if (Array.isArray(value)) for (const item of value) everyNode(item, found);
  if (!isNode(value)) return found;
  found.push(value);
  for (const [key, child] of Object.entries(value)) if (!isMereName(value, key)) everyNode(child, found);
  return found;
}

const NAME_KEYS: Readonly<Record<string, string | undefined>> = {
  MemberExpression: "property",
  Property: "key",
  PropertyDefinition: "key",
  MethodDefinition: "key",
  TSPropertySignature: "key",
  TSMethodSignature: "key",
};

const isMereName = (node: Node, key: string): boolean => NAME_KEYS[node.type] === key && node["computed"] === false;

const nameOf = (node: unknown): string | undefined =>
  isNode(node) && typeof node["name"] === "string" ? node["name"] : undefined;

const literal = (node: unknown): string | undefined =>
  isNode(node) && node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined;

function importsOf(node: Node): Import[] {
  const finder = IMPORT_FORMS[node.type];
  const found = finder?.(node);
  return found === undefined ? [] : [found];
}

const IMPORT_FORMS: Readonly<Record<string, ((node: Node) => Import | undefined) | undefined>> = {
  ImportDeclaration: (node) => declared(node, "importKind"),
  ExportNamedDeclaration: (node) => (isNode(node["source"]) ? declared(node, "exportKind") : undefined),
  ExportAllDeclaration: (node) => declared(node, "exportKind"),
  ImportExpression: ({ source }) => wholeModule(literal(source)),
  TSImportType: ({ source }) => ({ target: literal(source), names: undefined, isType: true }),
  CallExpression: (node) => (isRequire(node) ? wholeModule(literal(argument(node, 0))) : undefined),
  NewExpression: moduleUrl,
};

function declared(node: Node, kind: "importKind" | "exportKind"): Import {
  const specifiers = nodesIn(node["specifiers"]);
  const isNamed = specifiers.every((s) => s.type === "ImportSpecifier" || s.type === "ExportSpecifier");
  const isType = node[kind] === "type" || (specifiers.length > 0 && specifiers.every((s) => s[kind] === "type"));
  const names = specifiers.map((s) => nameOf(s["imported"] ?? s["local"]) ?? "");
  return { target: literal(node["source"]), names: isNamed && specifiers.length > 0 ? names : undefined, isType };
}

const argument = (node: Node, index: number): Node | undefined => nodesIn(node["arguments"])[index];

const wholeModule = (target: string | undefined): Import => ({ target, names: undefined, isType: false });

/** `require("x")`, or `createRequire(…)("x")`. */
const isRequire = ({ callee }: Node): boolean =>
  nameOf(callee) === "require" || (isNode(callee) && nameOf(callee["callee"]) === "createRequire");

/**
 * `new URL("./worker.ts", import.meta.url)`: how a worker's or a child's entry is named, with the running file's own
 * extension (`.ts` here, `.js` once compiled) as its one computed part. A URL without extension names data, not code.
 */
function moduleUrl(node: Node): Import | undefined {
  const base = argument(node, 1)?.["object"];
  if (nameOf(node["callee"]) !== "URL" || !isNode(base) || base.type !== "MetaProperty") return undefined;
  const first = argument(node, 0);
  if (first?.type === "TemplateLiteral") return wholeModule(ownExtension(first));
  const path = literal(first);
  return path === undefined || /\.[cm]?[jt]s$/.test(path) ? wholeModule(path) : undefined;
}

/** `./x${extname(import.meta.filename)}` → `./x.ts`. */
function ownExtension(template: Node): string | undefined {
  const [computed, ...more] = nodesIn(template["expressions"]);
  const start = nodesIn(template["quasis"])[0]?.["value"];
  if (nameOf(computed?.["callee"]) !== "extname" || more.length > 0) return undefined;
  return typeof start === "object" && start !== null && "cooked" in start ? `${String(start.cooked)}.ts` : undefined;
}

const isDefaultExport = (node: Node): boolean =>
  node.type === "ExportDefaultDeclaration" ||
  nodesIn(node["specifiers"]).some((s) => s.type === "ExportSpecifier" && nameOf(s["exported"]) === "default");

/** Every export only passes on what another module made; `export *` alone is enough. */
function isBarrel(statements: readonly Node[]): boolean {
  if (statements.some((s) => s.type === "ExportAllDeclaration")) return true;
  const imported = new Set(statements.flatMap(importedNames));
  const exports = statements.filter((s) => s.type === "ExportNamedDeclaration");
  const passesOn = (node: Node): boolean =>
    node["declaration"] === null &&
    (isNode(node["source"]) || nodesIn(node["specifiers"]).every((s) => imported.has(nameOf(s["local"]))));
  return exports.length > 0 && exports.every(passesOn);
}

const importedNames = (node: Node): readonly (string | undefined)[] =>
  node.type === "ImportDeclaration" ? nodesIn(node["specifiers"]).map((s) => nameOf(s["local"])) : [];

function isErased(node: Node): boolean {
  if (node.type === "TSInterfaceDeclaration" || node.type === "TSTypeAliasDeclaration") return true;
  if (node.type === "ImportDeclaration") return node["importKind"] === "type";
  if (node.type !== "ExportNamedDeclaration") return false;
  return node["exportKind"] === "type" || (isNode(node["declaration"]) && isErased(node["declaration"]));
}

function readsOf(node: Node): string[] {
  if (node.type === "MemberExpression") return memberNames(node);
  if (node.type === "MetaProperty") return [`${nameOf(node["meta"])}.${nameOf(node["property"])}`];
  if (node.type === "NewExpression" && nodesIn(node["arguments"]).length === 0)
    return [`new ${nameOf(node["callee"])}()`];
  if (node.type === "CallExpression") return [`${nameOf(node["callee"])}()`];
  return node.type === "Identifier" ? [nameOf(node) ?? ""] : [];
}

/** `Date.now`, and `.now` for a member of anything. */
function memberNames({ object, property, computed }: Node): string[] {
  const member = computed === true ? literal(property) : nameOf(property);
  return member === undefined ? [] : [`.${member}`, `${nameOf(object)}.${member}`];
}
