// The house keeps its own rules (ARCHITECTURE.md, "One rule"): every source file is read and judged.
import { readdirSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { describe, expect, test } from "vitest";
import { breaches } from "./architecture/check.ts";
import { readSource, type Source } from "./architecture/source.ts";

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["agent", "client", "drivers", "config", "simulator", "console", "bench", "test"];
const READING_MS = 180_000;

const folders = FOLDERS.filter((folder) => readdirSync(ROOT).includes(folder));

const sourcesIn = (folder: string): readonly Source[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readSource(`${folder}/${file}`, readFileSync(join(ROOT, folder, file), "utf8")));

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

test("the sources keep the rules of the house", { timeout: READING_MS }, () => {
  expect(breaches(folders.flatMap(sourcesIn), new Set(Object.keys(manifest.dependencies)))).toEqual([]);
});

test("every dependency has its reason in docs/decisions/dependencies.md, with its version", () => {
  const page = readFileSync(join(ROOT, "docs/decisions/dependencies.md"), "utf8");
  const all = Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies });
  expect(all.filter(([name, version]) => !page.includes(name) || !page.includes(version))).toEqual([]);
});

test("every test file belongs to a suite of vitest.config.ts, else nobody would run it", () => {
  const suites = readFileSync(join(ROOT, "vitest.config.ts"), "utf8").match(/test\/[^"]*\.test\.ts/g) ?? [];
  const files = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" }).map((file) => `test/${file}`);
  const forgotten = files.filter((f) => f.endsWith(".test.ts") && !suites.some((suite) => matchesGlob(f, suite)));
  expect(forgotten).toEqual([]);
});

/** A small house that keeps every rule: path → text. Each case below adds or changes one file of it. */
const HOUSE: Readonly<Record<string, string>> = {
  "agent/core/money.ts": `import { createHash } from "node:crypto"; export const digest = () => createHash("sha256");`,
  "agent/ports/ledger.ts": `import type { digest } from "../core/money.ts"; export interface Port { readonly a: typeof digest }`,
  "agent/terminal.ts": `import type { Port } from "./ports/ledger.ts"; export type Terminal = { readonly port: Port };`,
  "agent/work/issue.ts": `import { digest } from "../core/money.ts"; export const issue = digest;`,
  "agent/store/ledger.ts": `import Sqlite from "better-sqlite3"; export const open = () => new Sqlite("x");`,
  "agent/store/worker.ts": "export const job = 1;",
  "agent/api/app.ts": `import type { Terminal } from "../terminal.ts"; export type App = Terminal;`,
  "agent/main.ts": `import { run } from "./commands/run.ts"; process.exitCode = run();`,
  "agent/wire.ts": `import { open } from "./store/ledger.ts"; export const wire = open;`,
  "agent/commands/run.ts": `export const run = async () => (await import("../wire.ts")).wire;`,
  "drivers/escpos/bytes.ts": `export const ESC = 0x1b;`,
  "simulator/server.ts": `export const serve = () => Date.now();`,
};
const DEPENDENCIES = new Set(["better-sqlite3", "@peculiar/x509"]);

const breachesWith = (changes: Readonly<Record<string, string>>): readonly string[] =>
  breaches(
    Object.entries({ ...HOUSE, ...changes }).map(([path, text]) => readSource(path, text)),
    DEPENDENCIES,
  );

/** One file, and the words the one finding about it must have. */
const BREACHES: readonly (readonly [path: string, text: string, finding: string])[] = [
  // 1: the core
  ["agent/core/x.ts", `import { readFileSync } from "node:fs"; export const x = readFileSync;`, "uses node:fs"],
  ["agent/core/x.ts", `export const x = () => import("node:fs/promises");`, "uses node:fs"],
  ["agent/core/x.ts", `import { randomBytes } from "node:crypto"; export const x = randomBytes;`, "uses randomBytes"],
  ["agent/core/x.ts", `import { createSign } from "node:crypto"; export const x = createSign;`, "uses createSign"],
  [
    "agent/core/x.ts",
    `import * as crypto from "node:crypto"; export const x = crypto.hash;`,
    "takes all of node:crypto",
  ],
  ["agent/core/x.ts", `import Sqlite from "better-sqlite3"; export const x = Sqlite;`, "uses better-sqlite3"],
  [
    "agent/core/x.ts",
    `import type { Port } from "../ports/ledger.ts"; export type X = Port;`,
    "core may not import ports",
  ],
  ["agent/core/x.ts", `export type X = import("../ports/ledger.ts").Port;`, "core may not import ports"],
  ["agent/core/x.ts", "export const x = () => Date.now();", "reads Date.now"],
  ["agent/core/x.ts", `export const x = () => Date["now"]();`, "reads Date.now"],
  ["agent/core/x.ts", "export const x = () => new Date();", "reads new Date()"],
  ["agent/core/x.ts", "export const x = () => new Date;", "reads new Date()"],
  ["agent/core/x.ts", "export const x = () => Math.random();", "reads Math.random"],
  ["agent/core/x.ts", "export const x = () => process.env;", "core has not the environment"],
  ["agent/core/x.ts", "const { env } = process; export const x = env;", "reads process"],
  ["agent/core/x.ts", "export const x = (d: Date) => d.getHours();", "reads .getHours"],
  ["agent/core/x.ts", "export const x = (a: string, b: string) => a.localeCompare(b);", "reads .localeCompare"],
  ["agent/core/x.ts", "export const x = () => fetch('http://127.0.0.1');", "reads fetch"],
  ["agent/core/x.ts", "console.log(1); export const x = 1;", "reads console"],
  ["agent/core/x.ts", "export const x = import.meta.dirname;", "reads import.meta"],
  // 2, 3: work and the adapters
  ["agent/work/x.ts", `import { open } from "../store/ledger.ts"; export const x = open;`, "work may not import"],
  ["agent/work/x.ts", `export const x = () => import("../store/ledger.ts");`, "work may not import agent/store"],
  ["agent/api/x.ts", `import { open } from "../store/ledger.ts"; export const x = open;`, "may not import agent/store"],
  ["agent/store/x.ts", `import { issue } from "../work/issue.ts"; export const x = issue;`, "may not import work"],
  ["drivers/x.ts", `import { open } from "../agent/store/ledger.ts"; export const x = open;`, "may not import"],
  ["config/x.ts", `import { ESC } from "../drivers/escpos/bytes.ts"; export const x = ESC;`, "may not import drivers"],
  [
    "agent/work/x.ts",
    `export const x = new URL(\`../store/worker\${extname(import.meta.filename)}\`, import.meta.url);`,
    "work may not import agent/store",
  ],
  // 4: the composition root
  ["agent/store/x.ts", `import { wire } from "../wire.ts"; export const x = wire;`, "may not import root"],
  [
    "agent/wire.ts",
    `import { serve } from "../simulator/server.ts"; export const wire = serve;`,
    "may not import simulator",
  ],
  ["agent/store/x.ts", "export const x = () => process.env;", "only main.ts does"],
  ["agent/commands/x.ts", "export const x = () => process.exit(1);", "only main.ts does"],
  ["agent/ports/ledger.ts", "export const port = 1;", "holds code that runs"],
  [
    "agent/ports/ledger.ts",
    `import { digest } from "../core/money.ts"; export type P = typeof digest;`,
    "holds code that runs",
  ],
  // 5: the simulator
  ["simulator/x.ts", `import { digest } from "../agent/core/money.ts"; export const x = digest;`, "simulator may not"],
  [
    "simulator/x.ts",
    `import { ESC } from "../drivers/escpos/bytes.ts"; export const x = ESC;`,
    "may not import drivers",
  ],
  ["simulator/x.ts", `export const x = () => import("../agent/core/money.ts");`, "simulator may not import core"],
  // 6: barrels, default exports; what cannot be checked; rooms and packages nobody planned
  ["agent/core/x.ts", `export { digest } from "./money.ts";`, "is a barrel"],
  ["agent/core/x.ts", `export * from "./money.ts";`, "is a barrel"],
  ["agent/core/x.ts", `import { digest } from "./money.ts"; const y = 1; void y; export { digest };`, "is a barrel"],
  ["agent/core/x.ts", "export default 1;", "has a default export"],
  ["agent/core/x.ts", "const x = 1; export { x as default };", "has a default export"],
  ["agent/api/x.ts", "export const x = (name: string) => import(name);", "computed name"],
  ["agent/api/x.ts", `import { y } from "./gone.ts"; export const x = y;`, "no source file"],
  ["agent/api/x.ts", `import { Hono } from "hono"; export const x = Hono;`, "uses hono, which is no dependency"],
  ["drivers/x.ts", `export const x = createRequire(import.meta.url)("fs-extra");`, "uses fs-extra, which is no"],
  ["drivers/x.ts", `export { x } from "/opt/x.ts"; export const y = 1;`, "uses /opt/x.ts, which is no dependency"],
  ["agent/attic/x.ts", "export const x = 1;", "stands in no room"],
  ["agent/core/x.ts", `export const x = 1;${"\n".repeat(301)}`, "has 301 lines"],
];

describe("breaches()", () => {
  test("finds none in a house that keeps the rules", () => {
    expect(breachesWith({})).toEqual([]);
  });

  test.each(BREACHES)("finds %s: %s", (path, text, finding) => {
    expect(breachesWith({ [path]: text }).join("\n")).toContain(finding);
  });

  test("finds a cycle through a lazy import and a type once, whole", () => {
    const found = breachesWith({
      "agent/core/a.ts": `import type { B } from "./b.ts"; export type A = B;`,
      "agent/core/b.ts": `export const c = () => import("./c.ts"); export type B = 1;`,
      "agent/core/c.ts": `import type { A } from "./a.ts"; export type C = A;`,
    });
    expect(found).toEqual(["import cycle: agent/core/a.ts → agent/core/b.ts → agent/core/c.ts → agent/core/a.ts"]);
  });

  test("takes names for what they are: a key, a member and a comment read no global", () => {
    const text = `// Date.now() and process.env\nexport const x = (o: { process: 1 }) => ({ crypto: o.process, "new Date()": 1 });`;
    expect(breachesWith({ "agent/core/x.ts": text })).toEqual([]);
  });
});
