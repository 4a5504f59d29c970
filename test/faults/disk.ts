// A disk between two flushes: what is durable, and what the kernel has but the medium may not. Strict POSIX: bytes last
// by a flush of their file, names by a flush of their folder. What a failed flush left behind is brought down by no
// later one, unless its page is written again (Linux calls such pages clean).
import { dirname } from "node:path";
import type { FileOperation } from "./recording.ts";

export type Write = Pick<Extract<FileOperation, { kind: "write" }>, "kind" | "at" | "data">;
export type DataOperation = Write | Pick<Extract<FileOperation, { kind: "truncate" }>, "kind" | "length">;

export type NameOperation =
  | { readonly kind: "create"; readonly path: string; readonly file: DiskFile }
  | { readonly kind: "remove"; readonly path: string }
  | { readonly kind: "rename" | "link"; readonly path: string; readonly to: string };

/** One file, whatever its name. */
export interface DiskFile {
  durable: Buffer;
  /** Not flushed, in order. */
  pending: DataOperation[];
  /** Left behind by a failed flush, page by page: on the medium or not, for good. */
  doubtful: DataOperation[];
}

export interface Disk {
  /** The names as the running process sees them. */
  readonly live: Map<string, DiskFile>;
  durable: ReadonlyMap<string, DiskFile>;
  /** Changes of names that are not flushed, in order. */
  pending: NameOperation[];
  /** Grows with every change of what is durable. */
  version: number;
}

const PAGE = 4096;

/** A disk that durably holds some files. */
export function diskOf(files: ReadonlyMap<string, Buffer>): Disk {
  const names = new Map([...files].map(([path, durable]) => [path, emptyFile(durable)]));
  return { live: new Map(names), durable: names, pending: [], version: 0 };
}

const emptyFile = (durable: Buffer): DiskFile => ({ durable, pending: [], doubtful: [] });

/** Does one operation. @throws Error when it changes bytes of a file that was never made. */
export function perform(disk: Disk, operation: FileOperation): void {
  const { kind, path } = operation;
  const file = disk.live.get(path);
  if (kind === "create") changeName(disk, { kind, path, file: emptyFile(Buffer.alloc(0)) });
  else if (file !== undefined) performOn(disk, file, operation);
  else if (kind === "sync") flushFolder(disk, path);
  else if (kind === "write" || kind === "truncate") throw new Error(`${path} is changed and was never made`);
}

function performOn(disk: Disk, file: DiskFile, operation: FileOperation): void {
  switch (operation.kind) {
    case "write":
    case "truncate":
      file.pending.push(operation);
      break;
    case "sync":
      flushFile(disk, file);
      break;
    case "sync-failed":
      failFlush(file);
      break;
    case "remove":
    case "rename":
    case "link":
      changeName(disk, operation);
      break;
    default:
  }
}

function changeName(disk: Disk, operation: NameOperation): void {
  applyName(disk.live, operation);
  disk.pending.push(operation);
}

/** Changes a set of names; a name that is not there is left alone. */
export function applyName(names: Map<string, DiskFile>, operation: NameOperation): void {
  if (operation.kind === "create") {
    names.set(operation.path, operation.file);
    return;
  }
  const file = names.get(operation.path);
  if (operation.kind !== "link") names.delete(operation.path);
  if (operation.kind !== "remove" && file !== undefined) names.set(operation.to, file);
}

function flushFolder(disk: Disk, folder: string): void {
  const isHere = (path: string): boolean => dirname(path) === (folder === "" ? "." : folder);
  const concerns = (o: NameOperation): boolean => isHere(o.path) || ("to" in o && isHere(o.to));
  const names = new Map(disk.durable);
  for (const operation of disk.pending.filter(concerns)) applyName(names, operation);
  disk.durable = names;
  disk.pending = disk.pending.filter((operation) => !concerns(operation));
  disk.version += 1;
}

function flushFile(disk: Disk, file: DiskFile): void {
  if (file.pending.length === 0) return;
  const rewritten = new Set(file.pending.flatMap(pagesOf));
  // A file's length is the file system's own and goes down with its next flush.
  const isRewritten = (operation: DataOperation): boolean =>
    operation.kind === "truncate" || pagesOf(operation).some((page) => rewritten.has(page));
  file.durable = contentOf(file.durable, [...file.doubtful.filter(isRewritten), ...file.pending]);
  file.doubtful = file.doubtful.filter((operation) => !isRewritten(operation));
  file.pending = [];
  disk.version += 1;
}

function failFlush(file: DiskFile): void {
  file.doubtful.push(...file.pending.flatMap((operation) => piecesOf(operation, PAGE)));
  file.pending = [];
}

function pagesOf(operation: DataOperation): readonly number[] {
  if (operation.kind === "truncate") return [];
  const first = Math.floor(operation.at / PAGE);
  const last = Math.floor((operation.at + operation.data.length - 1) / PAGE);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A write cut where a multiple of `size` lies; a truncation stays whole. */
export function piecesOf(operation: DataOperation, size: number): readonly DataOperation[] {
  if (operation.kind === "truncate") return [operation];
  const { at, data } = operation;
  const pieces: Write[] = [];
  for (let from = 0; from < data.length; ) {
    const to = Math.min(data.length, from + size - ((at + from) % size));
    pieces.push({ kind: "write", at: at + from, data: data.subarray(from, to) });
    from = to;
  }
  return pieces;
}

/** Bytes after some operations; the given buffer is left as it is. */
export function contentOf(base: Buffer, operations: readonly DataOperation[]): Buffer {
  const room = operations.reduce((most, operation) => Math.max(most, sizeAfter(0, operation)), base.length);
  const bytes = Buffer.alloc(room);
  base.copy(bytes);
  let size = base.length;
  for (const operation of operations) {
    if (operation.kind === "write") operation.data.copy(bytes, operation.at);
    else bytes.fill(0, operation.length);
    size = sizeAfter(size, operation);
  }
  return bytes.subarray(0, size);
}

const sizeAfter = (size: number, operation: DataOperation): number =>
  operation.kind === "write" ? Math.max(size, operation.at + operation.data.length) : operation.length;
