// The printer as a file: jobs are appended to it, for a look at the bytes and for printing them elsewhere.
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { messageOf } from "../../agent/core/errors.ts";
import { type Link, LinkLost, type Transport } from "./link.ts";

// Not blocking, so that a device named by mistake cannot park a thread for ever (printing.md section 5, trap C).
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/** A regular file that every job is appended to; a job has ended when it is on the medium. */
export const fileTransport = (path: string): Transport => ({
  open: async () => linkTo(await opened(path), path),
  close: () => Promise.resolve(),
});

async function opened(path: string): Promise<FileHandle> {
  const file = await open(path, FLAGS, 0o640).catch((cause: unknown) => {
    throw cannot(path, cause);
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new LinkLost(`${path} is not a regular file: use transport "usb-lp" or "serial" for a device`);
}

const linkTo = (file: FileHandle, path: string): Link => ({
  answers: false,
  write: async (bytes) => {
    await file.appendFile(bytes).catch((cause: unknown) => {
      throw cannot(path, cause);
    });
  },
  read: () => Promise.resolve(undefined),
  finish: async () => {
    try {
      await file.sync();
    } catch (cause) {
      throw cannot(path, cause);
    } finally {
      await file.close();
    }
  },
  abandon: () => file.close(),
});

const cannot = (path: string, cause: unknown): LinkLost =>
  new LinkLost(`cannot write the print file ${path}: ${messageOf(cause)}`, { cause });
