// What a USB printer says of itself: the kernel keeps its IEEE 1284 identification beside the device.
import { readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";

const SYSTEM = "/sys/class/usbmisc";

/**
 * The identification of the printer behind a device, such as `MFG:EPSON;MDL:TM-T20III;`; undefined when it is not there or
 * says nothing.
 */
export function usbIdentity(path: string, system: string = SYSTEM): string | undefined {
  try {
    return readFileSync(join(system, basename(realpathSync(path)), "device/ieee1284_id"), "utf8").trim();
  } catch {
    return undefined;
  }
}
