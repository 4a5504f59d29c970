// What the service's sandbox denies, tried from inside it: in its own mount namespace, as its own user.
import type { Machine } from "./machine.ts";

interface Denied {
  readonly deed: string;
  readonly script: string;
  /** What the kernel says. */
  readonly says: RegExp;
}

const DENIED: readonly Denied[] = [
  { deed: "write its configuration", script: "echo x >> /etc/khatm/khatm.toml", says: /read-only file system/i },
  { deed: "write its program", script: "echo x > /opt/khatm/x", says: /read-only file system|permission denied/i },
  { deed: "look into homes", script: "ls /home/", says: /permission denied/i },
];
const EXECUTED = [
  { deed: "run a shell", script: "/bin/sh -c true" },
  { deed: "run a program from its own folder", script: "/var/lib/khatm/x" },
];

/** @returns one line. @throws Error naming what was allowed. */
export function sandbox(machine: Machine): string {
  const pid = machine.sh("systemctl show khatm -p MainPID --value").trim();
  machine.sh("install -m 755 /bin/true /var/lib/khatm/x");
  // Nothing else may be run in there: no shell, and no setpriv either.
  const inside = (script: string) =>
    machine.attempt(`nsenter -t ${pid} --mount -S $(id -u khatm) -G $(id -g khatm) ${script}`);
  for (const { deed, script } of EXECUTED) {
    const { code, output } = inside(script);
    if (code === 0 || !/Permission denied/.test(output)) throw new Error(`the service can ${deed}: ${output}`);
  }
  for (const { deed, script, says } of DENIED) {
    const node = `/opt/khatm/node_modules/.bin/node -e '${tryingIn(script)}'`;
    const { output } = inside(node);
    if (!says.test(output)) throw new Error(`the service can ${deed}: ${output}`);
  }
  machine.sh("rm /var/lib/khatm/x");
  const modes = machine.sh("stat -c %a /var/lib/khatm /var/lib/khatm/ledger.db /etc/khatm/wrapping.key").split("\n");
  if (modes.slice(0, 3).join() !== "700,600,600") throw new Error(`others can read: ${modes.join(" ")}`);
  const score = machine.sh("systemd-analyze security --threshold=15 khatm.service | tail -n 1").trim();
  return `sandbox: ${EXECUTED.length + DENIED.length} deeds denied; ${score}`;
}

/** The deed as a line of JavaScript: only Node may run in there. */
function tryingIn(script: string): string {
  const [, text, target] = /^echo (\w) >>? (\S+)$/.exec(script) ?? [];
  const call = target === undefined ? `readdirSync("/home/")` : `writeFileSync("${target}", "${text}", { flag: "a" })`;
  return `try { require("fs").${call}; console.log("done") } catch (e) { console.log(require("util").getSystemErrorMessage?.(e.errno) ?? e.message) }`;
}
