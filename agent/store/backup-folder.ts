// The folder of backups: what lies in it, and a new one made by a worker.
import { existsSync, mkdirSync, readdirSync, readFileSync, statfsSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { Fault, messageOf } from "../core/errors.ts";
import type { BackupFile, Backups, BackupsSeen } from "../ports/backups.ts";
import { LIST_TAIL, PART_TAIL } from "./backup.ts";
import type { BackupNews, BackupOrder } from "./backup-worker.ts";
import { holdsDatabase } from "./database.ts";

const ENTRY = new URL(`./backup-worker${extname(import.meta.filename)}`, import.meta.url);
/** What must stay free beside a backup: it may share its disk with the ledger, which stops selling below 64 MB. */
const SPARE_BYTES = 256 * 1_048_576;

export interface BackupPlace {
  readonly ledger: string;
  readonly folder: string;
  /** It is the state folder's own: made where it is missing. One on another medium is never made in its place. */
  readonly isOwn: boolean;
}

/** The backups of a ledger. */
export function openBackups(place: BackupPlace): Backups {
  const { folder } = place;
  let underWay: Promise<BackupFile> | undefined;
  let seen = lookInto(place);
  const look = (): BackupsSeen => {
    seen = lookInto(place);
    return seen;
  };
  const make = async (at: number): Promise<BackupFile> => {
    assertRoom(place);
    const name = `khatm-${new Date(at).toISOString().replaceAll(/[:.]/g, "-")}.db`;
    const { bytes, sha256 } = await inWorker({ ledger: place.ledger, out: join(folder, name) });
    look();
    return { name, bytes, sha256, at };
  };
  return {
    folder,
    seen: () => seen,
    look,
    make: (at) => {
      underWay ??= make(at).finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    close: async () => void (await underWay?.catch(() => undefined)),
  };
}

function lookInto({ folder, isOwn }: BackupPlace): BackupsSeen {
  try {
    const files = readdirSync(folder).map((name) => fileIn(folder, name));
    const newest = files.sort((a, b) => b.at - a.at).find(({ name }) => isBackup(join(folder, name)));
    return newest === undefined ? { state: "there" } : { state: "there", newest: withHash(folder, newest) };
  } catch (thrown) {
    if (isOwn && !existsSync(folder)) return { state: "there" };
    return { state: "absent", because: messageOf(thrown) };
  }
}

function fileIn(folder: string, name: string): BackupFile {
  const { size, mtimeMs } = statSync(join(folder, name));
  return { name, bytes: size, at: Math.floor(mtimeMs) };
}

/** Whatever its name: one made by khatm backup --out counts as well. One that is being written does not. */
const isBackup = (path: string): boolean => !path.endsWith(PART_TAIL) && holdsDatabase(path);

/** With the hash that stands beside it; one that somebody else put there has none. */
function withHash(folder: string, file: BackupFile): BackupFile {
  try {
    const [sha256 = ""] = readFileSync(join(folder, `${file.name}${LIST_TAIL}`), "utf8").split(" ");
    return /^[0-9a-f]{64}$/.test(sha256) ? { ...file, sha256 } : file;
  } catch {
    return file;
  }
}

/** @throws Fault `backup-folder-absent`, `backup-no-room`. */
function assertRoom({ ledger, folder, isOwn }: BackupPlace): void {
  if (isOwn) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const seen = lookInto({ ledger, folder, isOwn });
  if (seen.state === "absent") throw new Fault("backup-folder-absent", `${folder}: ${seen.because}`);
  const { bavail, bsize } = statfsSync(folder);
  const needed = sizeOf(ledger) + sizeOf(`${ledger}-wal`) + SPARE_BYTES;
  if (bavail * bsize < needed) {
    throw new Fault("backup-no-room", `${folder}: ${bavail * bsize} bytes are free, ${needed} are needed`);
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function inWorker(order: BackupOrder): Promise<Extract<BackupNews, { bytes: number }>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(ENTRY, { workerData: order });
    worker.once("message", (news: BackupNews) => {
      if ("bytes" in news) resolve(news);
      else reject(new Fault("backup-failed", news.trouble));
    });
    worker.once("error", (cause) => reject(new Fault("backup-failed", messageOf(cause), { cause })));
    worker.once("exit", () => reject(new Fault("backup-failed", "the worker ended without an answer")));
  });
}
