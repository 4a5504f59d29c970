// Compiles the program to a few files of plain JavaScript, for where it is installed: `node build.mjs [FOLDER]`.
// Node runs the sources as they are, but not below a folder called node_modules, and a small machine never compiles.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(root, "dist"));
const FOLDERS = ["agent", "drivers", "config", "simulator", "console"];
/** The program, whose types are checked before it is bundled, and the page it serves, which a browser loads as it is. */
const PROJECTS = [
  ["tsconfig.build.json", "--noEmit"],
  ["tsconfig.console.json", "--outDir", out],
];
/** What the program reads beside its code. Anything else beside the sources stays there. */
const ASSET = /\.(sql|toml|json|woff|html|css|svg)$/;

/** What was there before goes first: a file whose source is gone must not live on. Only a build is ever removed. */
function clear() {
  const isOurs = !existsSync(out) || readdirSync(out).length === 0 || existsSync(join(out, "agent", "main.js"));
  if (isOurs) rmSync(out, { recursive: true, force: true });
  else console.error(`khatm: ${out} holds something else than a build: name another folder.`);
  return isOurs;
}

/** Emits nothing where anything is wrong. */
function compile([project, ...options]) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", join(root, project), ...options];
  return spawnSync(process.execPath, args, { stdio: "inherit" }).status === 0;
}

function copyAssets(folder) {
  const assets = readdirSync(join(root, folder), { recursive: true }).filter((file) => ASSET.test(file));
  for (const file of assets) cpSync(join(root, folder, file), join(out, folder, file));
  return assets.length;
}

const [folder = ""] = process.argv.slice(2);
if (folder.startsWith("-")) {
  console.error("khatm: node build.mjs [FOLDER] compiles into dist, or into that folder");
  process.exitCode = 2;
} else if (clear() && PROJECTS.every(compile)) {
  const files = await bundle(root, out);
  const assets = FOLDERS.map(copyAssets).reduce((sum, count) => sum + count, 0);
  console.error(`khatm: built ${out}: ${files} files of code, ${assets} beside it`);
} else process.exitCode = 1;
