// USB: the kernel's usblp makes a printer the file /dev/usb/lpN, and no library is needed. Everything is non-blocking: one
// blocking write to a printer without paper parks a thread of Node for ever, and process.exit with it (printing.md, trap C).
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../agent/core/errors.ts";
import { type DeviceHandle, openHandle } from "./device-handle.ts";
import { type Link, LinkLost, LinkStalled, PATIENCE, type Patience, type Transport } from "./link.ts";

/** usblp "presumes" more than 8192 bytes to be taken and then says nothing of their fate. */
const MOST_AT_ONCE = 4096;
const AGAIN_MS = 8;
const LISTEN_MS = 4;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";

/** What an operator does about a device that does not open. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: "it is unplugged or switched off",
  EACCES: "the service may not use it: see systemd/70-khatm-printers.rules and the group lp",
  EBUSY: "another program holds it, such as CUPS",
};

/** A printer that the kernel shows as a character device. It is kept open between jobs, since closing can lose bytes. */
export function usbLpTransport(path: string, patience: Patience = PATIENCE): Transport {
  let kept: DeviceHandle | undefined;
  const letGo = async (): Promise<void> => {
    const handle = kept;
    kept = undefined;
    await handle?.close();
  };
  return {
    open: async () => {
      if (kept !== undefined && !(await isStillThere(kept, path))) await letGo();
      kept ??= await opened(path);
      return linkTo({ handle: kept, path, patience, answers: await canAnswer(kept), letGo });
    },
    close: letGo,
  };
}

async function opened(path: string): Promise<DeviceHandle> {
  const handle = await openHandle(path).catch((cause: unknown) => {
    throw new LinkLost(`cannot open ${path}: ${REMEDIES[codeOf(cause)] ?? messageOf(cause)}`, { cause });
  });
  if (await handle.isCharacterDevice()) return handle;
  await handle.close();
  throw new LinkLost(`${path} is no device: use transport "file" for a file`);
}

/** The name may lead to another node by now: a printer that was plugged out comes back as the next free one. */
async function isStillThere(handle: DeviceHandle, path: string): Promise<boolean> {
  try {
    await handle.write(new Uint8Array(0)).catch(unlessFull);
    return await handle.isAt(path);
  } catch {
    return false;
  }
}

const unlessFull = (cause: unknown): void => {
  if (codeOf(cause) !== "EAGAIN") throw cause;
};

/** A printer without a way back refuses to be read. What it said to an earlier question is thrown away. */
async function canAnswer(handle: DeviceHandle): Promise<boolean> {
  try {
    await handle.read(Buffer.alloc(256));
    return true;
  } catch (cause) {
    return codeOf(cause) !== "EINVAL";
  }
}

interface Device {
  readonly handle: DeviceHandle;
  readonly path: string;
  readonly patience: Patience;
  readonly answers: boolean;
  readonly letGo: () => Promise<void>;
}

function linkTo(device: Device): Link {
  const { answers, letGo } = device;
  return {
    answers,
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; ) at += await taken(device, bytes.subarray(at, at + MOST_AT_ONCE));
    },
    read: (ms) => (answers ? heard(device, ms) : Promise.resolve(undefined)),
    // A write of nothing is refused until the last one is through.
    finish: async () => void (await taken(device, new Uint8Array(0))),
    abandon: letGo,
  };
}

/** How many bytes the printer took, once it took any. */
async function taken(device: Device, bytes: Uint8Array): Promise<number> {
  const until = performance.now() + device.patience.stallMs;
  for (;;) {
    try {
      return await device.handle.write(bytes);
    } catch (cause) {
      if (codeOf(cause) !== "EAGAIN") throw await gone(device, cause);
    }
    if (performance.now() > until) throw new LinkStalled(`${device.path} takes no bytes any more`);
    await sleep(AGAIN_MS);
  }
}

async function heard(device: Device, ms: number): Promise<Uint8Array | undefined> {
  const buffer = Buffer.alloc(256);
  const until = performance.now() + ms;
  for (;;) {
    try {
      const bytesRead = await device.handle.read(buffer);
      if (bytesRead > 0) return buffer.subarray(0, bytesRead);
      // Nothing at all instead of "not yet": an empty packet, or the end of a device that is gone.
      if (!(await isStillThere(device.handle, device.path))) throw new Error("it was unplugged");
    } catch (cause) {
      if (codeOf(cause) !== "EAGAIN") throw await gone(device, cause);
    }
    if (performance.now() >= until) return undefined;
    await sleep(LISTEN_MS);
  }
}

async function gone({ path, letGo }: Device, cause: unknown): Promise<LinkLost> {
  await letGo();
  return new LinkLost(`${path} is gone: ${messageOf(cause)}`, { cause });
}
