// npm run package: the Debian packages, arm64 and amd64, the same bytes from the same commit.
// Each holds the compiled program, its pinned Node and the packages it runs on, without anything a shop never runs.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { billOfMaterials, copyrights } from "./package-papers.mjs";
import { pruned } from "./package-prune.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const here = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Debian's name of a processor → npm's. */
const PROCESSORS = { amd64: "x64", arm64: "arm64" };
const OUT = join(root, "packages");

/** File of this folder → where it is installed. */
const INSTALLED = {
  "khatm-command": "usr/bin/khatm",
  "khatm.service": "lib/systemd/system/khatm.service",
  "khatm-update": "usr/lib/khatm/update",
  "khatm-update.service": "lib/systemd/system/khatm-update.service",
  "khatm.path": "lib/systemd/system/khatm.path",
  "khatm.sysusers": "usr/lib/sysusers.d/khatm.conf",
  "ecosystem.config.cjs": "opt/khatm/systemd/ecosystem.config.cjs",
  "70-khatm-printers.rules": "lib/udev/rules.d/70-khatm-printers.rules",
  "71-khatm-medium.rules": "lib/udev/rules.d/71-khatm-medium.rules",
  "media-khatm.mount": "lib/systemd/system/media-khatm.mount",
};

const run = (command, args, options = {}) =>
  execFileSync(command, args, { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", ...options });

/** The time of the commit: what is packed has no time of its own. */
const epoch = () => process.env.SOURCE_DATE_EPOCH ?? run("git", ["log", "-1", "--format=%ct"], { cwd: root }).trim();

function build(architecture, work) {
  const cpu = PROCESSORS[architecture];
  const tree = join(work, architecture);
  const program = join(tree, "opt/khatm");
  mkdirSync(program, { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc", "khatm", "client", "LICENSE"])
    cpSync(join(root, name), join(program, name), { recursive: true });
  run("npm", ["ci", "--omit=dev", `--cpu=${cpu}`, "--os=linux", "--libc=glibc", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: program });
  const papers = join(tree, "usr/share/doc/khatm");
  mkdirSync(papers, { recursive: true });
  writeFileSync(join(papers, "copyright"), copyrights(root, join(program, "node_modules")));
  writeFileSync(join(papers, "sbom.cdx.json"), billOfMaterials(root));
  for (const name of ["README.md", "CHANGELOG.md"]) cpSync(join(root, name), join(papers, name));
  cpSync(join(root, "docs"), join(papers, "docs"), { recursive: true });
  pruned(join(program, "node_modules"), cpu);
  run(process.execPath, [join(root, "build.mjs"), join(program, "dist")], { cwd: root });
  for (const [name, place] of Object.entries(INSTALLED)) {
    mkdirSync(dirname(join(tree, place)), { recursive: true });
    cpSync(join(here, name), join(tree, place));
  }
  return control(tree, architecture);
}

function control(tree, architecture) {
  const folder = join(tree, "DEBIAN");
  cpSync(join(here, "debian"), folder, { recursive: true });
  const kilobytes = Math.ceil(sizeOf(tree) / 1024);
  const text = readFileSync(join(here, "debian.control"), "utf8")
    .replaceAll("@VERSION@", version)
    .replaceAll("@ARCHITECTURE@", architecture)
    .replaceAll("@SIZE@", String(kilobytes));
  writeFileSync(join(folder, "control"), text);
  return tree;
}

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const sizeOf = (folder) => filesOf(folder).reduce((sum, file) => sum + statSync(file).size, 0);

/** Whoever's umask it was: everybody reads, programs run. */
function settleModes(tree) {
  run("find", [tree, "-type", "d", "-exec", "chmod", "755", "{}", "+"]);
  run("find", [tree, "-type", "f", "-perm", "/111", "-exec", "chmod", "755", "{}", "+"]);
  run("find", [tree, "-type", "f", "!", "-perm", "/111", "-exec", "chmod", "644", "{}", "+"]);
}

function pack(tree, architecture) {
  settleModes(tree);
  const file = join(OUT, `khatm_${version}_${architecture}.deb`);
  run("dpkg-deb", ["--root-owner-group", "-Zzstd", "-z9", "--build", tree, file], { env: { ...process.env, SOURCE_DATE_EPOCH: epoch() } });
  console.log(`${file}  ${(statSync(file).size / 2 ** 20).toFixed(1)} MB, installed ${(sizeOf(tree) / 2 ** 20).toFixed(0)} MB`);
}

const asked = process.argv.slice(2);
const architectures = asked.length === 0 ? Object.keys(PROCESSORS) : asked;
const strange = architectures.filter((name) => !(name in PROCESSORS));
if (strange.length > 0) {
  console.error(`khatm: npm run package -- [amd64] [arm64], not ${strange.join(" ")}`);
  process.exitCode = 2;
} else {
  mkdirSync(OUT, { recursive: true });
  const work = mkdtempSync(join(resolve(tmpdir()), "khatm-package-"));
  try {
    for (const architecture of architectures) pack(build(architecture, work), architecture);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
