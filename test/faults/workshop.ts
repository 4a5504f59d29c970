// Where a suite works: a folder in memory where there is one, the recorder in it, and all of it gone afterwards.
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildRecorder } from "./recorder.ts";

export interface Workshop {
  readonly folder: string;
  /** The recorder's library. */
  readonly library: string;
}

const MEMORY = "/dev/shm";

/** Runs a suite in a workshop; says so in one line and succeeds where there is no C compiler to make the recorder. */
export async function inWorkshop(suite: (workshop: Workshop) => Promise<boolean>): Promise<void> {
  const parent = existsSync(MEMORY) ? MEMORY : tmpdir();
  const folder = realpathSync(mkdtempSync(join(parent, "khatm-faults-")));
  process.env["TMPDIR"] = folder;
  process.env["NODE_COMPILE_CACHE"] ??= join(folder, "compiled");
  try {
    const library = buildRecorder(folder);
    if (library === undefined) process.stdout.write("skipped: this machine has no C compiler (cc) for the recorder\n");
    else process.exitCode = (await suite({ folder, library })) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One line of progress. */
export const tell = (line: string): void => void process.stdout.write(`${line}\n`);
