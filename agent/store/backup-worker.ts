// The worker that writes one backup and reads it through for its hash: minutes of work for a ledger of years.
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../core/errors.ts";
import { backupLedger, type WrittenBackup, writeList } from "./backup.ts";

/** Paths the worker is started with. */
export interface BackupOrder {
  readonly ledger: string;
  readonly out: string;
}

/** What the worker says at its end. */
export type BackupNews = WrittenBackup | { readonly trouble: string };

function backUp({ ledger, out }: BackupOrder): BackupNews {
  try {
    const written = backupLedger(ledger, out);
    writeList(out, written);
    return written;
  } catch (thrown) {
    return { trouble: messageOf(thrown) };
  }
}

parentPort?.postMessage(backUp(workerData as BackupOrder));
