// Small files that survive a power cut: written beside, synced, renamed, and the folder synced.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const USUAL_FOLDER = 0o777;

/** Tells whether a file is there. */
export const exists = (path: string): boolean => existsSync(path);

/** Makes a folder that only its owner enters; one that is there is left as it is. @throws the file system's error. */
export const makePrivateFolder = (path: string): void => makeFolder(path, PRIVATE_FOLDER);

/**
 * Makes a folder and those above it. Step by step: where the file system makes none (/proc), Node's own `recursive` tries
 * for ever.
 * @throws the file system's error.
 */
export function makeFolder(path: string, mode = USUAL_FOLDER): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (failure) {
    if (!isFolder(path)) throw failure;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Writes a file with mode 0600: after a crash either the whole new file is there or what was there before.
 * @throws the file system's error; no partial file is left behind.
 */
export function writeDurably(path: string, content: Uint8Array | string): void {
  const beside = join(dirname(path), `.${basename(path)}.new`);
  rmSync(beside, { force: true });
  try {
    withFile(beside, "wx", (file) => {
      writeAll(file, typeof content === "string" ? Buffer.from(content, "utf8") : content);
      fsyncSync(file);
    });
    renameSync(beside, path);
  } catch (failure) {
    rmSync(beside, { force: true });
    throw failure;
  }
  syncFolder(dirname(path));
}

/** Overwrites a file of `size` bytes with zeros and removes it. On flash old blocks may survive: they are sealed. */
export function wipe(path: string, size: number): void {
  withFile(path, "r+", (file) => {
    writeAll(file, new Uint8Array(size));
    fsyncSync(file);
  });
  unlinkSync(path);
  syncFolder(dirname(path));
}

function withFile(path: string, flags: string, use: (file: number) => void): void {
  const file = openSync(path, flags, PRIVATE_FILE);
  try {
    use(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

function syncFolder(path: string): void {
  withFile(path, "r", fsyncSync);
}
