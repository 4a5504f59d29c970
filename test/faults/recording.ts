// A recording read back: the operations of one process in their one order, as recorder.c logged them.
import { readFileSync } from "node:fs";
import { KINDS } from "./recorder.ts";

/** One change of a file below the watched folder; paths are relative to it, "" is the folder itself. */
export type FileOperation =
  | { readonly kind: "write"; readonly path: string; readonly at: number; readonly data: Buffer }
  | { readonly kind: "truncate"; readonly path: string; readonly length: number }
  | Plain<"sync" | "sync-failed" | "create" | "remove" | "folder">
  | { readonly kind: "rename" | "link"; readonly path: string; readonly to: string };

type Plain<K extends string> = K extends string ? { readonly kind: K; readonly path: string } : never;

/** Bytes that left the process by a socket or pipe. */
export interface Message {
  readonly kind: "message";
  readonly stream: number;
  readonly data: Buffer;
}

export type Operation = FileOperation | Message;

const HEADER_BYTES = 23;

interface Raw {
  readonly path: string;
  readonly place: number;
  readonly data: Buffer;
}

const READERS: Readonly<Record<string, (raw: Raw) => Operation>> = {
  [KINDS.write]: ({ path, place, data }) => ({ kind: "write", path, at: place, data }),
  [KINDS.truncate]: ({ path, place }) => ({ kind: "truncate", path, length: place }),
  [KINDS.sync]: ({ path }) => ({ kind: "sync", path }),
  [KINDS.syncFailed]: ({ path }) => ({ kind: "sync-failed", path }),
  [KINDS.create]: ({ path }) => ({ kind: "create", path }),
  [KINDS.remove]: ({ path }) => ({ kind: "remove", path }),
  [KINDS.rename]: ({ path, data }) => ({ kind: "rename", path, to: data.toString("utf8") }),
  [KINDS.link]: ({ path, data }) => ({ kind: "link", path, to: data.toString("utf8") }),
  [KINDS.folder]: ({ path }) => ({ kind: "folder", path }),
  [KINDS.message]: ({ place, data }) => ({ kind: "message", stream: place, data }),
};

/** The ledger's ballast: sixteen megabytes without content, of which no state needs a copy. */
export const BALLAST = "ballast";

/**
 * Reads a recording. A record cut off by a kill is dropped: its operation did not answer.
 * @throws Error where the process did something no state can be rebuilt from.
 */
export function readRecording(path: string): readonly Operation[] {
  const bytes = readFileSync(path);
  const operations: Operation[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const letter = String.fromCharCode(bytes.readUInt8(at));
    const pathEnd = at + HEADER_BYTES + bytes.readUInt16LE(at + 1);
    const end = pathEnd + bytes.readUInt32LE(at + 19);
    const raw = {
      path: bytes.toString("utf8", at + HEADER_BYTES, pathEnd),
      place: Number(bytes.readBigUInt64LE(at + 11)),
      data: bytes.subarray(pathEnd, end),
    };
    const read = READERS[letter];
    if (read === undefined)
      throw new Error(`the recording holds an operation nothing can rebuild: ${letter} ${raw.path}`);
    if (end <= bytes.length && raw.path !== BALLAST) operations.push(read(raw));
    at = end;
  }
  return operations;
}
