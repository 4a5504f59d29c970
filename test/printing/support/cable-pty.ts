// A null-modem cable: two pseudo-terminals joined by socat, or by a few lines of Python where there is no socat.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Cable {
  /** Names of its two ends: stable, while what they lead to changes with every plug. */
  readonly agent: string;
  readonly printer: string;
  /** Pulls it out: both ends hang up, and their names are gone. */
  pull(): Promise<void>;
  /** Plugs it in again: the names come back, leading to other devices. */
  plug(): Promise<void>;
}

const BRIDGE = `
import os, pty, select, sys, tty
ends = []
for name in sys.argv[1:3]:
    master, slave = pty.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    os.symlink(os.ttyname(slave), name)
    ends.append((master, slave))
waiting = {ends[0][0]: b"", ends[1][0]: b""}
other = {ends[0][0]: ends[1][0], ends[1][0]: ends[0][0]}
while True:
    full = [fd for fd in waiting if waiting[fd]]
    free = [fd for fd in waiting if not waiting[other[fd]]]
    readable, writable, _ = select.select(free, full, [])
    for fd in readable:
        waiting[other[fd]] += os.read(fd, 4096)
    for fd in writable:
        waiting[fd] = waiting[fd][os.write(fd, waiting[fd]):]
`;

const works = (program: string, ...argv: readonly string[]): boolean => spawnSync(program, argv).status === 0;

const BRIDGES = [
  {
    exists: () => works("socat", "-V"),
    start: (a: string, b: string) => spawn("socat", [`pty,raw,echo=0,link=${a}`, `pty,raw,echo=0,link=${b}`]),
  },
  {
    exists: () => works("python3", "-c", "import pty"),
    start: (a: string, b: string) => spawn("python3", ["-c", BRIDGE, a, b]),
  },
] as const;

const bridge = BRIDGES.find(({ exists }) => exists());

/** Why there is no cable on this machine; undefined where there is one. */
export const noCable: string | undefined = bridge === undefined ? "neither socat nor python3 is installed" : undefined;

/** Plugs a new cable in. */
export async function plugCable(): Promise<Cable> {
  const folder = mkdtempSync(join(tmpdir(), "khatm-cable-"));
  const [agent, printer] = [join(folder, "agent"), join(folder, "printer")];
  let running: ChildProcess | undefined;
  const plug = async (): Promise<void> => {
    const child = bridge?.start(agent, printer);
    running = child;
    for (let tries = 0; !(existsSync(agent) && existsSync(printer)); tries++) {
      if (tries > 500) throw new Error("the pseudo-terminals did not appear");
      await sleep(10);
    }
  };
  await plug();
  return {
    agent,
    printer,
    plug,
    pull: async () => {
      const child = running;
      running = undefined;
      if (child === undefined || child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      // Python leaves its names behind; a kernel would not.
      spawnSync("rm", ["-f", agent, printer]);
    },
  };
}
