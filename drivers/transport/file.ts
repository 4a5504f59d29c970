// The printer as a file: jobs are appended to it, for a look at the bytes and for printing them elsewhere.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { Fault, isFault, messageOf } from "../../agent/core/errors.ts";

// Not blocking, so that a device named by mistake cannot park a thread for ever (printing.md section 5, trap C).
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/**
 * Appends one job to a regular file and waits until it is on the medium.
 * @throws Fault `printer-failed` when it cannot be written, or is a device.
 */
export async function sendToFile(path: string, job: Uint8Array): Promise<"sent"> {
  try {
    await using file = await open(path, FLAGS, 0o640);
    if (!(await file.stat()).isFile()) {
      throw new Fault(
        "printer-failed",
        `${path} is not a regular file: use transport "usb-lp" or "serial" for a device`,
      );
    }
    await file.appendFile(job);
    await file.sync();
    return "sent";
  } catch (cause) {
    if (isFault(cause)) throw cause;
    throw new Fault("printer-failed", `cannot write the print file ${path}: ${messageOf(cause)}`, { cause });
  }
}
