// What `khatm verify FOLDER` finds in an archive: the list, every file by its hash, every document by its stamp, the
// links between them, and the activity log.
import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import {
  ACTIVITY_FILE,
  type ArchiveFinding,
  archiveFindings,
  MANIFEST_FILE,
  type Manifest,
} from "../core/archive/manifest.ts";
import { ACTIVITY_START, type ChainedActivity, nextActivity } from "../core/chain/activities.ts";
import { Fault, messageOf } from "../core/errors.ts";

/** Whether a folder is an archive of ours. */
export const isArchive = (folder: string): boolean => existsSync(join(folder, MANIFEST_FILE));

/** Everything in an archive that is not as it was exported; stamps are checked by whoever reads the files. */
export function listFindings(folder: string): readonly ArchiveFinding[] {
  const manifest = readManifest(folder);
  const findings = archiveFindings(manifest, hashesBelow(folder));
  const isLogTouched = findings.some(({ file }) => file === ACTIVITY_FILE);
  return existsSync(join(folder, ACTIVITY_FILE)) ? [...findings, ...logFindings(folder, isLogTouched)] : findings;
}

function readManifest(folder: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), "utf8")) as Manifest;
    if (manifest.format === "khatm archive 1" && Array.isArray(manifest.documents)) return manifest;
  } catch (cause) {
    throw new Fault("configuration", `${MANIFEST_FILE} cannot be read: ${messageOf(cause)}`, { cause });
  }
  throw new Fault("configuration", `${MANIFEST_FILE} is no list of a khatm archive`);
}

function hashesBelow(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const named = paths.map((path) => [relative(folder, path), path] as const);
  return new Map(
    named
      .filter(([file]) => file !== MANIFEST_FILE)
      .map(([file, path]) => [file, hash("sha256", readFileSync(path), "hex")]),
  );
}

/** The row of the activity log that was touched, where one was. */
function logFindings(folder: string, isTouched: boolean): readonly ArchiveFinding[] {
  let head = ACTIVITY_START;
  for (const line of readFileSync(join(folder, ACTIVITY_FILE), "utf8").split("\n").filter(Boolean)) {
    const row = activityOf(line);
    const next = row === undefined ? undefined : nextActivity(head, row);
    if (next === undefined)
      return [
        {
          file: ACTIVITY_FILE,
          message: { ar: `سطر غير مقروء بعد ${head.id}`, en: `a line after row ${head.id} cannot be read` },
        },
      ];
    if ("message" in next) return [{ file: ACTIVITY_FILE, message: next.message }];
    head = next;
  }
  return isTouched
    ? [
        {
          file: ACTIVITY_FILE,
          message: { ar: `يصح حتى السطر ${head.id} ثم ينقطع`, en: `it holds to row ${head.id} and ends there` },
        },
      ]
    : [];
}

function activityOf(line: string): ChainedActivity | undefined {
  try {
    return JSON.parse(line) as ChainedActivity;
  } catch {
    return undefined;
  }
}
