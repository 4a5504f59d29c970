// A folder's files as a map of bytes, and back.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { BALLAST } from "./recording.ts";

/** Every regular file below a folder by relative path, but shared memory, which is no durable state, and ballast. */
export function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const paths = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  const durable = paths.filter((path) => !path.endsWith("-shm") && basename(path) !== BALLAST);
  return new Map(durable.map((path) => [relative(folder, path), readFileSync(path)]));
}

/** Makes a folder hold exactly these files. */
export function writeFolder(folder: string, files: ReadonlyMap<string, Buffer>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), bytes, { mode: 0o600 });
  }
}
