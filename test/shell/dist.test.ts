// The compiled program, laid out as an installed package: no sources, so the launcher runs dist.
import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../agent/commands/table.ts";
import { openApiUnit } from "../api/door.ts";
import { readSource } from "../architecture/source.ts";
import { testSale } from "../support/unit.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = ["agent", "drivers", "config", "simulator", "console"];
const BUILD_MS = 120_000;

const home = mkdtempSync(join(tmpdir(), "khatm-dist-"));
const dist = join(home, "dist");

const build = (folder: string) => spawnSync(process.execPath, [join(ROOT, "build.mjs"), folder], { encoding: "utf8" });
const khatm = (...args: readonly string[]): string =>
  execFileSync(join(home, "khatm"), args, { cwd: home, encoding: "utf8", env: { ...process.env, HOME: home } });
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

beforeAll(() => {
  const { status, stdout, stderr } = build(dist);
  expect(status, stdout + stderr).toBe(0);
  for (const file of ["package.json", "khatm"]) cpSync(join(ROOT, file), join(home, file));
  symlinkSync(join(ROOT, "node_modules"), join(home, "node_modules"));
}, BUILD_MS);
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("khatm, compiled", () => {
  test("says its version", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(khatm("--version")).toBe(`${version}\n`);
  });

  test("names every command in its help", () => {
    const help = khatm("--help");
    for (const { name } of COMMANDS) expect(help).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  });

  test("runs on the Node of the lockfile where there is one", () => {
    const versions = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      optionalDependencies: Record<string, string>;
    };
    const pinned = versions.optionalDependencies[`node-linux-${process.arch}`];
    const node = join(home, "node_modules", ".bin", "node");
    const expected = pinned === undefined || !existsSync(node) ? process.version : `v${pinned}`;
    expect(existsSync(node) ? execFileSync(node, ["--version"], { encoding: "utf8" }).trim() : process.version).toBe(
      expected,
    );
  });
});

/** A till that has the package and nothing else of it: one sale, sent twice. */
const TILL = `
import { readFileSync } from "node:fs";
import { createKhatm } from "khatm/client";
const { url, token, sale } = JSON.parse(readFileSync(0, "utf8"));
const khatm = createKhatm({ url, token });
const [first, again] = [await khatm.sell(sale), await khatm.sell(sale)];
console.log(JSON.stringify([first.kind, again.kind, first.document.irn === again.document.irn]));
`;

test("khatm/client, imported from the package, sells at a terminal", async () => {
  await using open = await openApiUnit();
  const till = join(home, "till.mjs");
  writeFileSync(till, TILL);
  const given = {
    url: `http://127.0.0.1:${open.api.port}`,
    token: open.unit.unit.terminal.pair("packaged till"),
    sale: testSale("packaged/1"),
  };
  const running = promisify(execFile)(process.execPath, [till], { cwd: home, encoding: "utf8" });
  running.child.stdin?.end(JSON.stringify(given));
  expect(JSON.parse((await running).stdout)).toEqual(["issued", "repeated", true]);
});

describe("build.mjs", () => {
  test("leaves no import without its file", () => {
    const missing = filesIn(dist)
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) => importsOf(file).filter((target) => !existsSync(target)));
    expect(missing).toEqual([]);
  });

  test("leaves no path to a TypeScript file", () => {
    const named = /["'`]\.{1,2}\/[^"'`\n]*\.ts["'`]/;
    expect(filesIn(dist).filter((file) => named.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  test("puts every file that is not code beside the code", () => {
    const assets = FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder))).filter((file) => !/\.(ts|md)$/.test(file));
    const missing = assets.map((file) => file.slice(ROOT.length + 1)).filter((file) => !existsSync(join(dist, file)));
    expect(assets.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  test("removes what an earlier build left", () => {
    const stale = join(dist, "chunks", "gone.js");
    writeFileSync(stale, "");
    expect(build(dist).status).toBe(0);
    expect(existsSync(stale)).toBe(false);
  });

  test("refuses a folder that holds something else", () => {
    const precious = join(home, "precious");
    mkdirSync(precious);
    writeFileSync(join(precious, "receipts.txt"), "");
    expect(build(precious).status).toBe(1);
    expect(existsSync(join(precious, "receipts.txt"))).toBe(true);
  });
});

/** The files a compiled module asks for by a relative path, workers too. */
const importsOf = (file: string): readonly string[] =>
  readSource(file, readFileSync(file, "utf8"))
    .imports.map((found) => found.target ?? "")
    .filter((target) => target.startsWith("."))
    .map((target) => join(dirname(file), target.replace(/\.ts$/, ".js")));
