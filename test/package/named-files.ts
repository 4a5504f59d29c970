// What the package gives udev and systemd to read, read by them: a rule or a unit they do not understand is left out in silence.
import type { Machine } from "./machine.ts";

const RULES = ["70-khatm-printers.rules", "71-khatm-medium.rules"];
const UNITS = ["khatm.service", "khatm.path", "khatm-update.service", "media-khatm.mount"];

/** @returns one line. @throws Error with what they say. */
export function namedFiles(machine: Machine): string {
  const { output } = machine.attempt("udevadm test /sys/class/mem/null");
  const unread = RULES.filter((name) => !output.includes(`rules.d/${name}\n`));
  const complaints = output.split("\n").filter((line) => /khatm[\w-]*\.rules:\d+/.test(line));
  if (unread.length + complaints.length > 0) throw new Error(`udev: ${[...unread, ...complaints].join("\n")}`);
  const verified = machine.attempt(`systemd-analyze verify ${UNITS.join(" ")}`);
  if (verified.code !== 0 || verified.output.includes("khatm")) throw new Error(`systemd: ${verified.output}`);
  return `read: ${RULES.length} files of rules by udev, ${UNITS.length} units by systemd`;
}
