// A memory limit set from outside the machine: where this one has cgroups of the first version, a container's own systemd
// can limit nothing.
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Machine } from "./machine.ts";

const MEMORY = "/sys/fs/cgroup/memory";
const GROUP = `${MEMORY}/khatm-starving`;
/** More than it has, and less than anything it does next needs. */
const MORE_BYTES = 2 * 1024 * 1024;
const LOOKS = 50;

/** Whether this machine can. */
export const canStarve = (): boolean => existsSync(`${MEMORY}/memory.limit_in_bytes`);

/** Lets a process of the machine take a little more memory and no more, and gives it work, until the kernel ends it. */
export async function starve(machine: Machine, pid: string): Promise<void> {
  if (!existsSync(GROUP)) mkdirSync(GROUP);
  writeFileSync(`${GROUP}/memory.limit_in_bytes`, String(MORE_BYTES));
  writeFileSync(`${GROUP}/cgroup.procs`, outside(machine, pid));
  machine.attempt(`for i in $(seq ${LOOKS}); do kill -0 ${pid} || break; khatm list; done`);
  const { code } = machine.attempt(`kill -0 ${pid}`);
  if (code === 0) throw new Error(`process ${pid} lives on without memory`);
  // The group is empty when the kernel has taken the dead away.
  for (let look = 0; existsSync(GROUP) && look < LOOKS; look++) {
    try {
      rmdirSync(GROUP);
    } catch {
      await sleep(100);
    }
  }
}

/** The number this machine knows one of the other's processes by. */
function outside({ init }: Machine, pid: string): string {
  const namespaceOf = (process: string): string => readlinkSync(`/proc/${process}/ns/pid`);
  const theirs = namespaceOf(String(init()));
  const found = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      try {
        const numbers = /^NSpid:(.*)$/m
          .exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1]
          ?.trim()
          .split(/\s+/);
        return numbers?.at(-1) === pid && namespaceOf(name) === theirs;
      } catch {
        // It ended while it was looked at.
        return false;
      }
    });
  if (found === undefined) throw new Error(`no process is ${pid} in there`);
  return found;
}
