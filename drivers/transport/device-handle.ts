// An open character device, never blocked on. One call at a time, and none after its end: a number that was closed may be
// that of another file a moment later, and a receipt written there would destroy it.
import { close, constants, fstat, open, read, stat, write } from "node:fs";
import { promisify } from "node:util";
import { createTurns } from "./turns.ts";

export interface DeviceHandle {
  /** How many bytes were taken; none are asked for by an empty array, which waits for the last write all the same. */
  write(bytes: Uint8Array): Promise<number>;
  /** How many bytes came. */
  read(into: Uint8Array): Promise<number>;
  isCharacterDevice(): Promise<boolean>;
  /** Whether a path still leads to this device: one that was plugged out comes back as another. */
  isAt(path: string): Promise<boolean>;
  close(): Promise<void>;
}

const FLAGS = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

const fs = {
  open: promisify(open),
  close: promisify(close),
  read: promisify(read),
  // Not that of node:fs/promises, which answers an empty write by itself.
  write: promisify(write),
  stat: promisify(stat),
  fstat: promisify(fstat),
};

/** Opens a device. @throws the system's own error */
export async function openHandle(path: string): Promise<DeviceHandle> {
  const fd = await fs.open(path, FLAGS);
  const turns = createTurns();
  let isOpen = true;
  const call = <T>(work: () => Promise<T>): Promise<T> =>
    turns.take(() => {
      if (!isOpen) throw new Error("it was closed");
      return work();
    });
  return {
    write: (bytes) => call(async () => (await fs.write(fd, bytes, 0, bytes.length, null)).bytesWritten),
    read: (into) => call(async () => (await fs.read(fd, into, 0, into.length, null)).bytesRead),
    isCharacterDevice: () => call(async () => (await fs.fstat(fd)).isCharacterDevice()),
    isAt: (path) =>
      call(async () => {
        const [held, named] = [await fs.fstat(fd), await fs.stat(path)];
        return held.rdev === named.rdev && held.ino === named.ino && held.dev === named.dev;
      }),
    close: () =>
      turns.take(async () => {
        if (isOpen) await fs.close(fd).catch(() => undefined);
        isOpen = false;
      }),
  };
}
