// The service hangs, is killed, runs out of memory: each time it is back within two watchdog periods, and sells on.
import type { Machine } from "./machine.ts";
import { saleJson } from "./sale-json.ts";

const WATCHDOG_SECONDS = 6;

const DEATHS = {
  "kill -9": (pid: string) => `kill -9 ${pid}`,
  hang: (pid: string) => `kill -STOP ${pid}`,
  "out of memory": () =>
    "systemctl set-property --runtime khatm.service MemoryMax=24M; sleep 1; systemctl set-property --runtime khatm.service MemoryMax=384M",
} as const;

/** @returns one line. @throws Error where it does not come back in time, or the chain is not whole. */
export function survival(machine: Machine, deaths: number): string {
  machine.sh(`mkdir -p /run/systemd/system/khatm.service.d
    printf '[Service]\\nWatchdogSec=${WATCHDOG_SECONDS}\\nRestartSec=100ms\\n' > /run/systemd/system/khatm.service.d/test.conf
    systemctl daemon-reload; systemctl restart khatm`);
  // A container has the memory controller only where its machine has cgroups of the second version.
  const isLimited = machine.attempt("test -e /sys/fs/cgroup/system.slice/khatm.service/memory.max").code === 0;
  const kinds = Object.entries(DEATHS).filter(([name]) => isLimited || name !== "out of memory");
  let slowest = 0;
  for (let n = 0; n < deaths; n++) {
    const [name, deed] = kinds[n % kinds.length] ?? ["", () => ""];
    slowest = Math.max(slowest, die(machine, name, deed));
    machine.sh(`echo '${saleJson(`survival/${n}`)}' | khatm issue - >/dev/null`);
  }
  const verdict = machine.sh("khatm verify");
  const count = machine.sh("khatm list --json").split(`"survival/`).length - 1;
  if (count !== deaths) throw new Error(`${count} of ${deaths} sales are there: ${verdict}`);
  return `survival: ${deaths} deaths (${kinds.map(([name]) => name).join(", ")}), back after ${slowest.toFixed(1)} s at most; chain whole`;
}

/** @returns seconds until another process is ready. */
function die(machine: Machine, name: string, deed: (pid: string) => string): number {
  const before = machine.sh("systemctl show khatm -p MainPID --value").trim();
  machine.attempt(deed(before));
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
