// Installs the locked dependencies when they are missing or stale, and puts the pinned Node first on npm's path.
// Runs on any Node >= 20 and uses nothing but Node itself, because nothing else is there yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const modules = join(root, "node_modules");
const stamp = join(modules, ".khatm-lock");
const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");

const isFresh = () => existsSync(stamp) && readFileSync(stamp, "utf8") === lock;

/** Installs exactly what the lockfile names; leaves a stamp only after npm succeeded. */
function install() {
  console.error("khatm: installing the locked dependencies (npm ci), about half a minute …");
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (npm.status !== 0) fail(`npm ci failed (${npm.error?.message ?? `exit ${npm.status}`}); see its message above.`);
  writeFileSync(stamp, lock);
}

/**
 * Links node_modules/.bin/node to the Node the lockfile pins.
 * npm 10 leaves this link out when two optional platform packages are listed; scripts would then run on the old Node.
 */
function linkPinnedNode() {
  const target = `../node-linux-${process.arch}/bin/node`;
  const link = join(modules, ".bin", "node");
  if (!existsSync(join(modules, ".bin", target))) return requireNewNode();
  mkdirSync(join(modules, ".bin"), { recursive: true });
  if (linkTarget(link) === target) return;
  rmSync(link, { force: true });
  symlinkSync(target, link);
}

function linkTarget(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Where no pinned Node exists (macOS, Windows, 32-bit ARM), the running one must be new enough. */
function requireNewNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return;
  fail(`no pinned Node for ${process.platform}-${process.arch}, and this one is ${process.version}: use Node >= 22.19.`);
}

function fail(why) {
  console.error(`khatm: ${why}`);
  process.exit(1);
}

if (!isFresh()) install();
linkPinnedNode();
