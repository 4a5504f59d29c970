// The worker that keeps the second copy: an fsync of a slow medium must not hold up the till.
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../core/errors.ts";
import { type Copier, openCopier } from "./copier.ts";
import { NotTheNewest } from "./lineage.ts";

/** Paths the worker is started with. */
export interface CopyPaths {
  readonly copy: string;
  readonly ledger: string;
}

/** What the worker says after each wake. */
export type CopyNews = { readonly copied: number } | { readonly trouble: string } | { readonly ahead: string };

const paths = workerData as CopyPaths;
let copier: Copier | undefined;

/** A medium that failed is opened anew, at once and with the next document: it may have been pulled out and put back. */
function catchUp(upTo: number, attempts: number): CopyNews {
  try {
    copier ??= openCopier(paths.copy, paths.ledger);
    return { copied: copier.catchUp(upTo) };
  } catch (thrown) {
    copier?.close();
    copier = undefined;
    if (thrown instanceof NotTheNewest) return { ahead: thrown.message };
    return attempts > 1 ? catchUp(upTo, attempts - 1) : { trouble: messageOf(thrown) };
  }
}

parentPort?.on("message", (upTo: number) => parentPort?.postMessage(catchUp(upTo, 2)));
