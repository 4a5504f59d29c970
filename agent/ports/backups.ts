// Backups of the ledger: files in the one folder that the machine's owner names (state.backups).

/** A backup that lies in the folder. */
export interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Lower-case hexadecimal SHA-256 of the file, where it is known. */
  readonly sha256?: string;
}

/** What lies in the folder; `absent`: it is not there, its medium may be away. */
export type BackupsSeen =
  | { readonly state: "there"; readonly newest?: BackupFile }
  | { readonly state: "absent"; readonly because: string };

export interface Backups {
  readonly folder: string;
  /** As it was at the last look. */
  seen(): BackupsSeen;
  /** Looks again. */
  look(): BackupsSeen;
  /**
   * Writes the ledger as it is now into a new file, in a worker of its own: a till that sells does not wait for it.
   * @throws Fault `backup-folder-absent`, `backup-no-room`, `backup-failed`; nothing is left behind then.
   */
  make(at: number): Promise<BackupFile>;
  /** Waits for the backup under way. */
  close(): Promise<void>;
}
