// Backups as an operator asks for them: who made one, what is in the folder, and when the newest is too old.
import { isFault } from "../core/errors.ts";
import type { BackupFile, Backups, BackupsSeen } from "../ports/backups.ts";
import type { Clock } from "../ports/clock.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { BackupFolder, TerminalStatus } from "../terminal.ts";

export interface BackupPorts {
  readonly backups: Backups;
  readonly clock: Pick<Clock, "wallMs">;
  readonly activity: ActivityLog;
}

const DAY_MS = 86_400_000;
/** What a shop can lose with its SD card: a week of users and settings. (Its documents are in the second copy.) */
export const OLD_DAYS = 7;

/** Makes a backup, or joins the one under way. @throws Fault `backup-folder-absent`, `backup-no-room`, `backup-failed`. */
export async function backUp({ backups, clock, activity }: BackupPorts, actor: string): Promise<BackupFile> {
  try {
    const made = await backups.make(clock.wallMs());
    activity.add({ actor, action: "backup", subject: made.name, result: "done" });
    return made;
  } catch (thrown) {
    if (isFault(thrown)) activity.add({ actor, action: "backup", subject: "ledger", result: thrown.code });
    throw thrown;
  }
}

/** The folder as it is now. */
export function backupFolder({ backups, clock }: BackupPorts): BackupFolder {
  const seen = backups.look();
  const { newest } = seen.state === "there" ? seen : {};
  const state = backupStatus(seen, clock.wallMs()).state;
  return { folder: backups.folder, state, ...(newest === undefined ? {} : { newest }) };
}

/** What was seen of it, as part of the status. */
export function backupStatus(seen: BackupsSeen, now: number): TerminalStatus["storage"]["backup"] {
  if (seen.state === "absent") return { state: "absent" };
  if (seen.newest === undefined) return { state: "none" };
  const { at } = seen.newest;
  return { state: now - at > OLD_DAYS * DAY_MS ? "old" : "good", at };
}
