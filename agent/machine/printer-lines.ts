// The cables of printers as the configuration names them: a name that stays, and a serial line nobody else writes on.
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import type { PrinterLine } from "../ports/machine.ts";

/** A printer that hangs on a device file. */
export interface Wired {
  readonly printer: string;
  readonly address: string;
}

/** Names the kernel counts up at every plug. */
const PASSING = /^\/dev\/(usb\/lp|ttyUSB|ttyACM)\d+$/;
/** Where udev keeps names that stay: our rules, and the system's own. */
const LASTING = ["/dev/khatm", "/dev/serial/by-id", "/dev/serial/by-path"] as const;
const CONSOLES = "/sys/class/tty/console/active";
const MODEL = "/sys/firmware/devicetree/base/model";
/** The small UART of a Raspberry Pi. */
const SMALL_UART = "ttyS0";

/** Looks at each below a root folder, which is "/" but in a test. */
export const linesOf = (wired: readonly Wired[], root: string): readonly PrinterLine[] =>
  wired.map(({ printer, address }) => {
    const device = realpathOf(join(root, address));
    const better =
      device === undefined ? lasting(root) : lasting(root).filter((name) => realpathOf(join(root, name)) === device);
    return { printer, address, state: stateOf(root, address, device), better };
  });

function stateOf(root: string, address: string, device: string | undefined): PrinterLine["state"] {
  if (device === undefined) return "missing";
  const name = basename(device);
  if (textAt(root, CONSOLES).split(/\s+/).includes(name)) return "console";
  if (name === SMALL_UART && textAt(root, MODEL).startsWith("Raspberry Pi")) return "core-clock";
  return PASSING.test(address) ? "passing" : "good";
}

const lasting = (root: string): readonly string[] =>
  LASTING.flatMap((folder) => namesIn(join(root, folder)).map((name) => `${folder}/${name}`));

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** The text of a file below the root; empty where there is none. */
export function textAt(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return "";
  }
}
