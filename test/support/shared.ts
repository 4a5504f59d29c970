// The only place that knows where the reference material lies; a user's clone has none, and such tests skip.
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = process.env["KHATM_SHARED"] ?? join(import.meta.dirname, "../../../shared");

/** True where the reference material (official samples, schemas, rules) stands beside the project. */
export const hasShared: boolean = existsSync(join(folder, "samples"));

/** The path of one file or folder of the reference material. */
export const shared = (path: string): string => join(folder, path);

if (!hasShared) console.info(`skipped: reference material not found at ${folder} (set KHATM_SHARED)`);
