// The recorder's side of the harness: compiles it, arms it through its control block, and names a child's environment.
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The letters of recorder.c, by what they mean. */
export const KINDS = {
  write: "W",
  truncate: "T",
  sync: "S",
  syncFailed: "F",
  create: "C",
  remove: "U",
  rename: "R",
  link: "L",
  folder: "D",
  message: "M",
  read: "G",
  notUnderstood: "X",
} as const;

/** Every kind that changes a file. */
export const FILE_KINDS = [
  KINDS.write,
  KINDS.truncate,
  KINDS.sync,
  KINDS.create,
  KINDS.remove,
  KINDS.rename,
  KINDS.link,
  KINDS.folder,
].join("");

const SIZE = 72;
const AT = {
  operations: 0,
  failures: 8,
  kill: 16,
  failFrom: 24,
  failTo: 32,
  error: 40,
  half: 44,
  clock: 48,
  kinds: 56,
};

/** What the recorder does at which operation; what is left out does not happen. */
export interface Orders {
  /** Dies before this operation. */
  readonly killAt?: number;
  /** Answers an error from the first to the last of these operations. */
  readonly fail?: { readonly from: number; readonly to: number; readonly errno: number };
  /** Half of the bytes of that operation go down all the same. */
  readonly half?: boolean;
  /** Added to the process's wall clock, milliseconds. */
  readonly clockMs?: number;
  /** The kinds that count, as letters; default every kind but reads. */
  readonly kinds?: string;
}

/** The control block of one child: shared memory that both sides see at once. */
export interface Control {
  readonly path: string;
  /** Operations counted so far. */
  operations(): number;
  /** Errors answered so far. */
  failures(): number;
  /** Replaces all orders; counting goes on. */
  order(orders: Orders): void;
  close(): void;
}

/** Makes a control block as a new file. */
export function createControl(path: string): Control {
  writeFileSync(path, Buffer.alloc(SIZE));
  return openControl(path);
}

/** Opens a control block that is there: by the recorded program itself, too. */
export function openControl(path: string): Control {
  const file = openSync(path, "r+");
  const read = (at: number): number => {
    const bytes = Buffer.alloc(8);
    readSync(file, bytes, 0, 8, at);
    return Number(bytes.readBigUInt64LE());
  };
  return {
    path,
    operations: () => read(AT.operations),
    failures: () => read(AT.failures),
    order: (orders) => void writeSync(file, bytesOf(orders), 0, SIZE - AT.kill, AT.kill),
    close: () => closeSync(file),
  };
}

function bytesOf({ killAt = 0, fail, half = false, clockMs = 0, kinds = "" }: Orders): Buffer {
  const bytes = Buffer.alloc(SIZE);
  bytes.writeBigInt64LE(BigInt(killAt), AT.kill);
  bytes.writeBigInt64LE(BigInt(fail?.from ?? 0), AT.failFrom);
  bytes.writeBigInt64LE(BigInt(fail?.to ?? 0), AT.failTo);
  bytes.writeInt32LE(fail?.errno ?? 0, AT.error);
  bytes.writeInt32LE(half ? 1 : 0, AT.half);
  bytes.writeBigInt64LE(BigInt(clockMs), AT.clock);
  bytes.write(kinds, AT.kinds, "latin1");
  return bytes.subarray(AT.kill);
}

/**
 * Compiles the recorder into a folder.
 * @returns the library's path; undefined where this machine has no C compiler.
 * @throws Error when the compiler refuses it.
 */
export function buildRecorder(folder: string): string | undefined {
  const library = join(folder, "recorder.so");
  const source = join(import.meta.dirname, "recorder.c");
  const cc = spawnSync("cc", ["-shared", "-fPIC", "-O2", "-o", library, source, "-ldl", "-pthread"], {
    encoding: "utf8",
  });
  if (cc.error !== undefined) return undefined;
  if (cc.status !== 0) throw new Error(`the recorder does not compile:\n${cc.stderr}`);
  return library;
}

/** What of a child is recorded: the folder by its real path, and where the log goes, if anywhere. */
export interface Watch {
  readonly library: string;
  readonly folder: string;
  readonly control: Control;
  readonly log?: string;
  /** How much longer each flush takes, below 1000. */
  readonly flushMs?: number;
}

/** The environment of a watched child. */
export const watched = ({ library, folder, control, log, flushMs = 0 }: Watch): NodeJS.ProcessEnv => ({
  ...process.env,
  LD_PRELOAD: library,
  RECORDER_FOLDER: folder,
  RECORDER_CONTROL: control.path,
  RECORDER_FLUSH_MS: String(flushMs),
  ...(log === undefined ? {} : { RECORDER_LOG: log }),
  // Writes handed to the kernel's ring would pass the recorder by.
  UV_USE_IO_URING: "0",
});
