// What the pages say is there: links, tests and their names, scripts, commands.
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "../agent/commands/table.ts";
import { root } from "./support/khatm.ts";

const PAGES = globSync(["*.md", "docs/**/*.md"], { cwd: root }).sort();
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found);

const SCRIPTS = Object.keys((JSON.parse(read("package.json")) as { readonly scripts: object }).scripts);
const NAMES = [...COMMANDS.map(({ name }) => name), "help"];

/** Title of a heading as its address on a rendered page. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

function isLinked(page: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return false;
  if (anchor === undefined || statSync(join(root, file)).isDirectory()) return true;
  return all(read(file), /^#+ (.*)$/gm).some((title) => anchorOf(title) === anchor);
}

test.each(PAGES)("%s links to what is there", (page) => {
  const targets = all(read(page), /(?:\]\(|src=")([^)"\s]+)[)"]/g).filter((target) => !/^[a-z]+:/.test(target));
  expect(targets.filter((target) => !isLinked(page, target))).toEqual([]);
});

test.each(PAGES)("%s names scripts, commands and files that exist", (page) => {
  const text = read(page);
  const scripts = all(text, /npm run (?:--silent )?([a-z][\w:-]*)/g).filter((name) => !SCRIPTS.includes(name));
  const commands = all(text, /(?:`|\n\s*)(?:\.\/)?khatm ([a-z]+(?:-[a-z]+)*)\b/g).filter(
    (name) => !NAMES.includes(name),
  );
  const paths = all(text, /`((?:agent|drivers|config|test|simulator|console|docs|systemd|bench)\/[\w./-]+)`/g);
  expect({ scripts, commands, paths: paths.filter((path) => !existsSync(join(root, path))) }).toEqual({
    scripts: [],
    commands: [],
    paths: [],
  });
});

test("docs/compliance.md names tests that exist", () => {
  const rows = read("docs/compliance.md")
    .split("\n")
    .filter((row) => row.startsWith("|"));
  for (const row of rows) {
    const files = all(row, /`(test\/[\w./-]+\.test\.ts)`/g).concat(globSync("test/gateways/*.test.ts", { cwd: root }));
    const tests = files.map(read).join("\n");
    for (const name of all(row, /«([^»]+)»/g)) expect(tests, row).toContain(name);
  }
});
