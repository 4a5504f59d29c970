// The last document of a second copy, for who has no ledger to compare it with.
import type { CopiedDocument } from "./record.ts";
import { readTail } from "./tail.ts";

/** undefined without a second copy, or while its medium is away. */
export function readLastCopied(path: string | undefined): CopiedDocument | undefined {
  try {
    return path === undefined ? undefined : readTail(path).last;
  } catch {
    return undefined;
  }
}
