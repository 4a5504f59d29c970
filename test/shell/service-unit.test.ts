// The service as it is shipped: its sandbox by systemd's own judgement, and what it and its companions name.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../support/khatm.ts";

const UNIT = join(root, "systemd/khatm.service");
const unit = readFileSync(UNIT, "utf8");
/** Tenths of systemd's exposure: 15 is 1.5 of 10. */
const THRESHOLD = "--threshold=15";

const analyze = (...args: readonly string[]) => spawnSync("systemd-analyze", args, { encoding: "utf8" });
const hasAnalyze = analyze("--version").status === 0;

describe.skipIf(!hasAnalyze)("systemd-analyze (skipped where this machine has none)", () => {
  test("finds the exposure of khatm.service at most 1.5", () => {
    const { status, stdout, stderr } = analyze("security", "--offline=true", THRESHOLD, UNIT);
    expect(status, stdout.slice(-200) + stderr).toBe(0);
  });

  test("refuses the same unit without its system call filter", () => {
    const folder = mkdtempSync(join(tmpdir(), "khatm-unit-file-"));
    const open = join(folder, "khatm.service");
    writeFileSync(
      open,
      unit.replaceAll(/^(SystemCallFilter|RestrictAddressFamilies|CapabilityBoundingSet)=.*\n/gm, ""),
    );
    expect(analyze("security", "--offline=true", THRESHOLD, open).status).not.toBe(0);
    rmSync(folder, { recursive: true });
  });
});

test.each([
  "khatm-update",
  "khatm-command",
  ...readdirSync(join(root, "systemd/debian")).filter((name) => name !== "templates"),
])("the shell takes systemd's script %s", (name) => {
  const file = [join(root, "systemd", name), join(root, "systemd/debian", name)].find((path) => existsSync(path)) ?? "";
  expect(readFileSync(file, "utf8")).toMatch(/^#!\/bin\/sh\n[\s\S]*\bset -eu?\n/);
  expect(spawnSync("sh", ["-n", file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
});

test("the service runs the program that works, and may execute it wherever it lies", () => {
  expect(unit).toMatch(/^ExecStart=\/opt\/khatm\.current\//m);
  const [, executable = ""] = /^ExecPaths=(.*)$/m.exec(unit) ?? [];
  expect(executable.split(" ")).toEqual(
    expect.arrayContaining(["/opt/khatm/node_modules", "-/opt/khatm.previous/node_modules"]),
  );
});

test("every file of systemd/ that is installed is there", () => {
  const packing = readFileSync(join(root, "systemd/package.mjs"), "utf8");
  const [, rows = ""] = /const INSTALLED = \{([^}]*)\}/.exec(packing) ?? [];
  const files = [...rows.matchAll(/^\s*"([^"]+)":/gm)].map(([, name = ""]) => name);
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((name) => !existsSync(join(root, "systemd", name)))).toEqual([]);
});
