// This Linux machine: battery clock, watchdog, mounts, cables. Everything is read from files that a sandbox leaves visible.
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Machine, MachineSeen } from "../ports/machine.ts";
import { isProtected, isVolatile, mountsOf } from "./mounts.ts";
import { linesOf, textAt, type Wired } from "./printer-lines.ts";

export interface MachineSetting {
  readonly stateFolder: string;
  readonly secondCopy: string | undefined;
  readonly wired: readonly Wired[];
  readonly isWatched: boolean | undefined;
  /** Where this program lies. */
  readonly program: string;
  /** Where its files are; "/" but in a test. */
  readonly root?: string;
}

/** The folder where an update keeps the program of before. */
const FALLBACK = "khatm.previous";
/** No battery clock that works is behind this time. */
const PLAUSIBLE = Date.UTC(2025, 0, 1) / 1000;

/** The machine of a unit. */
export function linuxMachine({
  stateFolder,
  secondCopy,
  wired,
  isWatched,
  program,
  root = "/",
}: MachineSetting): Machine {
  return {
    look: () => {
      const mounts = mountsOf(textAt(root, "/proc/self/mountinfo"));
      return {
        batteryClock: batteryClock(root),
        watchdog: watchdog(root),
        isWatched,
        isFallback: program.split("/").includes(FALLBACK),
        root: isProtected(mounts) ? "read-only" : "writable",
        ledgerMedium: isVolatile(mounts, stateFolder) ? "volatile" : "durable",
        secondMedium: secondMedium(stateFolder, secondCopy),
        lines: linesOf(wired, root),
      };
    },
  };
}

function batteryClock(root: string): MachineSeen["batteryClock"] {
  const told = textAt(root, "/sys/class/rtc/rtc0/since_epoch");
  if (told === "") return "none";
  return Number(told) < PLAUSIBLE ? "empty" : "good";
}

function watchdog(root: string): MachineSeen["watchdog"] {
  const first = "/sys/class/watchdog/watchdog0";
  if (!existsSync(join(root, first))) return "none";
  return textAt(root, `${first}/state`).trim() === "active" ? "active" : "idle";
}

function secondMedium(stateFolder: string, secondCopy: string | undefined): MachineSeen["secondMedium"] {
  if (secondCopy === undefined) return "none";
  try {
    return statSync(dirname(secondCopy)).dev === statSync(stateFolder).dev ? "same" : "other";
  } catch {
    return "absent";
  }
}
