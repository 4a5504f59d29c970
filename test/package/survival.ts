// The service hangs, is killed, runs out of memory: each time it is back within two watchdog periods, and sells on.
import type { Machine } from "./machine.ts";
import { saleJson } from "./sale-json.ts";
import { canStarve, starve } from "./starve.ts";

const WATCHDOG_SECONDS = 6;

type Death = (machine: Machine, pid: string) => unknown;

const DEATHS: Readonly<Record<string, Death>> = {
  "kill -9": (machine, pid) => machine.attempt(`kill -9 ${pid}`),
  hang: (machine, pid) => machine.attempt(`kill -STOP ${pid}`),
};

const LIMITED: Death = (machine) =>
  machine.attempt(`systemctl set-property --runtime khatm.service MemoryMax=24M
    sleep 1
    systemctl set-property --runtime khatm.service MemoryMax=384M`);

/** By the unit's own limit where the container has a memory controller, else by one from outside. */
function deathsOn(machine: Machine): readonly (readonly [string, Death])[] {
  const own = machine.attempt("test -e /sys/fs/cgroup/system.slice/khatm.service/memory.max").code === 0;
  const known = Object.entries(DEATHS);
  if (own) return [...known, ["out of memory", LIMITED]];
  return canStarve() ? [...known, ["out of memory", starve]] : known;
}

/** @returns one line. @throws Error where it does not come back in time, or the chain is not whole. */
export async function survival(machine: Machine, deaths: number): Promise<string> {
  machine.sh(`mkdir -p /run/systemd/system/khatm.service.d
    printf '[Service]\\nWatchdogSec=${WATCHDOG_SECONDS}\\nRestartSec=100ms\\n' > /run/systemd/system/khatm.service.d/test.conf
    systemctl daemon-reload; systemctl restart khatm`);
  const kinds = deathsOn(machine);
  let slowest = 0;
  for (let n = 0; n < deaths; n++) {
    const [name, deed] = kinds[n % kinds.length] ?? ["", () => undefined];
    slowest = Math.max(slowest, await die(machine, name, deed));
    machine.sh(`echo '${saleJson(`survival/${n}`)}' | khatm issue - >/dev/null`);
  }
  const verdict = machine.sh("khatm verify");
  const count = machine.sh("khatm list --json").split(`"survival/`).length - 1;
  if (count !== deaths) throw new Error(`${count} of ${deaths} sales are there: ${verdict}`);
  return `survival: ${deaths} deaths (${kinds.map(([name]) => name).join(", ")}), back after ${slowest.toFixed(1)} s at most; chain whole`;
}

/** @returns seconds until another process is ready. */
async function die(machine: Machine, name: string, deed: Death): Promise<number> {
  const before = machine.sh("systemctl show khatm -p MainPID --value").trim();
  await deed(machine, before);
  const begun = performance.now();
  const isBack = `[ "$(systemctl show khatm -p MainPID --value)" != ${before} ] && systemctl is-active --quiet khatm`;
  const limit = 2 * WATCHDOG_SECONDS;
  const { code } = machine.attempt(
    `for i in $(seq ${limit * 10}); do if ${isBack}; then exit 0; fi; sleep 0.1; done; exit 1`,
  );
  if (code !== 0)
    throw new Error(
      `not back within two watchdog periods after: ${name}\n${machine.attempt("journalctl -u khatm --no-pager | tail -n 30").output}`,
    );
  return (performance.now() - begun) / 1000;
}
