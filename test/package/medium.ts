// The second medium on a machine of its own: away, then there; the copy catches up through the sandbox, and doctor says so.
import type { Machine } from "./machine.ts";
import { saleJson } from "./sale-json.ts";

interface Checked {
  readonly checks: readonly {
    readonly check: string;
    readonly state: string;
    readonly found: { readonly en: string };
  }[];
}

/** @returns one line. @throws Error naming what is not as it should be. */
export function medium(machine: Machine): string {
  const found = (check: string): string => {
    const { output } = machine.attempt("khatm doctor --json");
    const { checks } = JSON.parse(output) as Checked;
    const one = checks.find((row) => row.check === check);
    return `${one?.state} ${one?.found.en}`;
  };
  const want = (check: string, pattern: RegExp): void => {
    let told = found(check);
    for (let tries = 0; tries < 60 && !pattern.test(told); tries++) {
      machine.sh("sleep 0.5");
      told = found(check);
    }
    if (!pattern.test(told)) throw new Error(`${check}: ${told}`);
  };
  machine.sh(`sed -i 's|^#secondCopy = .*|secondCopy = "/media/khatm/second-copy.khatm"|' /etc/khatm/khatm.toml
    grep -q '^secondCopy' /etc/khatm/khatm.toml; systemctl restart khatm`);
  want("second-copy", /^warning/);
  machine.sh("mount -t tmpfs tmpfs /media/khatm && chown khatm: /media/khatm && chmod 700 /media/khatm");
  want("second-medium", /^good another one/);
  machine.sh(`echo '${saleJson("medium/1")}' | khatm issue - >/dev/null`);
  want("second-copy", /^good level/);
  want("watchdog", /^(good|warning the processor)/);
  machine.sh("systemctl stop khatm; test -s /media/khatm/second-copy.khatm; umount /media/khatm");
  machine.sh(`sed -i 's|^secondCopy = |#secondCopy = |' /etc/khatm/khatm.toml; systemctl start khatm`);
  return "second medium: away is told, there is copied to, through the sandbox";
}
