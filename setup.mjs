// Installs the locked dependencies when they are missing or stale, and puts the pinned Node first on npm's path.
// Runs on any Node >= 20 and uses nothing but Node itself, because nothing else is there yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, "node_modules");
const stamp = join(modules, ".khatm-lock");
/** Development and platform packages are wanted whatever NODE_ENV or npm's `omit` say. */
const WANTED = ["--include=dev", "--include=optional", "--ignore-scripts"];
const QUIET = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];

const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

/** The pinned Node, relative to node_modules/.bin; the lockfile has one for 64-bit Linux only. */
const pinned = `../node-linux-${process.arch}/bin/node`;
const isPinned = process.platform === "linux" && ["x64", "arm64"].includes(process.arch);
const hasPinned = () => existsSync(join(modules, ".bin", pinned));

/** A folder installed on another kind of machine has the stamp, but not this machine's Node. */
const isFresh = () => existsSync(stamp) && readFileSync(stamp, "utf8") === lock && (hasPinned() || !isPinned);

/** Installs exactly what the lockfile names; leaves a stamp only after npm succeeded. */
function install() {
  console.error("khatm: installing the locked dependencies (npm ci), about half a minute …");
  const cache = isWritable(npmCache()) ? undefined : mkdtempSync(join(tmpdir(), "khatm-npm-"));
  try {
    runNpm(cache);
  } finally {
    if (cache !== undefined) rmSync(cache, { recursive: true, force: true });
  }
  writeFileSync(stamp, lock);
}

function runNpm(cache) {
  const where = cache === undefined ? [] : [`--cache=${cache}`];
  const npm = spawnSync("npm", ["ci", ...WANTED, ...QUIET, ...where], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (npm.status !== 0) throw new Error(`npm ci failed (${npm.error?.message ?? `exit ${npm.status}`}), see above.`);
}

const npmCache = () => process.env.npm_config_cache ?? join(homedir(), ".npm");

/** npm refuses to work without its cache: a service account often has no home it may write to. */
function isWritable(folder) {
  try {
    if (!existsSync(folder)) mkdirSync(folder);
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Links node_modules/.bin/node to the Node the lockfile pins.
 * npm 10 leaves this link out when two optional platform packages are listed; scripts would then run on the old Node.
 */
function linkPinnedNode() {
  const link = join(modules, ".bin", "node");
  if (!hasPinned()) return requireNewNode();
  if (linkTarget(link) === pinned) return;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(pinned, link);
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
  const here = `${process.platform}-${process.arch}`;
  throw new Error(`no pinned Node for ${here}, and this one is ${process.version}: use Node >= 22.19.`);
}

try {
  if (!isFresh()) install();
  linkPinnedNode();
} catch (thrown) {
  console.error(`khatm: ${thrown.message}`);
  process.exitCode = 1;
}
