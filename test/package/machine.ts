// A machine of the suite's own: a Debian root made by debootstrap, booted with its systemd in a container.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Machine {
  /** Runs a shell script as root on it; answers what it wrote. @throws Error with its output where it fails. */
  sh(script: string): string;
  /** The same, and whatever became of it. */
  attempt(script: string): { readonly code: number | null; readonly output: string };
  /** The number this machine knows its first process by. */
  init(): number;
  stop(): Promise<void>;
}

/** What the packages need among it: the booted machine reaches no archive. */
const INCLUDED = ["systemd", "systemd-sysv", "dbus", "udev", "curl", "sudo", "libstdc++6", "libjemalloc2"];
const BOOT_TRIES = 240;

/** Makes the root unless it is there. */
export function makeRoot(folder: string, suite: string, architecture: string): void {
  if (existsSync(`${folder}/etc/debian_version`)) return;
  const options = ["--variant=minbase", `--arch=${architecture}`, `--include=${INCLUDED.join()}`];
  execFileSync("debootstrap", [...options, suite, folder], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Boots a root, with a loopback of its own. @throws Error when its systemd does not come up. */
export async function boot(root: string): Promise<Machine> {
  const console = openSync(`${root}.console`, "w");
  const nspawn = spawn(
    "systemd-nspawn",
    [
      "--quiet",
      "-D",
      root,
      "--boot",
      "--register=no",
      "--keep-unit",
      "--console=read-only",
      "--resolv-conf=off",
      "--private-network",
    ],
    { stdio: ["ignore", console, console] },
  );
  const inside = (script: string) =>
    spawnSync("nsenter", ["-t", String(initOf(nspawn.pid)), "-a", "/bin/bash", "-ec", script], { encoding: "utf8" });
  const attempt = (script: string) => {
    const { status, stdout, stderr } = inside(script);
    return { code: status, output: `${stdout}${stderr}` };
  };
  for (let tries = 0; !isUp(attempt); tries++) {
    if (tries > BOOT_TRIES || nspawn.exitCode !== null) throw new Error(`the machine does not boot: ${root}.console`);
    await sleep(500);
  }
  return {
    attempt,
    init: () => initOf(nspawn.pid),
    sh: (script) => {
      const { code, output } = attempt(script);
      if (code !== 0) throw new Error(`ended with ${code}: ${script}\n${output}`);
      return output;
    },
    stop: async () => {
      attempt("systemctl poweroff");
      for (let tries = 0; nspawn.exitCode === null && tries < BOOT_TRIES; tries++) await sleep(250);
      nspawn.kill("SIGKILL");
    },
  };
}

const isUp = (attempt: Machine["attempt"]): boolean =>
  /^(running|degraded)/.test(attempt("systemctl is-system-running").output);

/** The container's first process, by its parent; 0 before there is one. */
function initOf(parent: number | undefined): number {
  const { stdout } = spawnSync("pgrep", ["-P", String(parent)], { encoding: "utf8" });
  return Number(stdout.split("\n")[0] ?? 0);
}
