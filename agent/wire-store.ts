// The composition root, the state folder's half: lock, ledger file, and every port that stands on them.
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { systemClock } from "./clock/system-clock.ts";
import { guardedClosings, guardedLedger } from "./copy/guarded-ledger.ts";
import { noSecondCopy, openSecondCopy } from "./copy/second-copy.ts";
import { makePrivateFolder } from "./keys/durable-file.ts";
import type { Clock } from "./ports/clock.ts";
import { createActivityLog } from "./store/activity-log.ts";
import { createAuditMark } from "./store/audit-mark.ts";
import { openBackups } from "./store/backup-folder.ts";
import { checkpointWhenIdle, type RestWork } from "./store/checkpoints.ts";
import { createClients } from "./store/clients.ts";
import { createClosings } from "./store/closings.ts";
import type { Database } from "./store/database.ts";
import { createDayRows } from "./store/day-report.ts";
import { searchIndexer } from "./store/document-search.ts";
import { createDrawerJournal } from "./store/drawer-journal.ts";
import { createHeartbeat } from "./store/heartbeat.ts";
import { createHeldSales } from "./store/held-sales.ts";
import { createLazyCommits } from "./store/lazy-commits.ts";
import { createLedger } from "./store/ledger.ts";
import { createOutbox } from "./store/outbox.ts";
import { createPeople } from "./store/people.ts";
import { createPasswords } from "./store/people-passwords.ts";
import { createPrintJournal } from "./store/print-journal.ts";
import { createSessions } from "./store/sessions.ts";
import { createUnitStore } from "./store/unit-record.ts";
import { lockLedger } from "./store/writer-lock.ts";
import { openLedger } from "./wire-migration.ts";
import { notBeforeSource } from "./work/active-csid.ts";

export type Store = ReturnType<typeof openStore>;

/**
 * Opens the state folder of a configuration and holds its ledger until it is closed.
 * @throws Fault `storage-locked` when another process holds it, `storage-failed`, `schema-newer`, `backup-no-room`.
 */
export function openStore(config: Config, clock: Clock | undefined) {
  makePrivateFolder(config.state.folder);
  const lock = lockLedger(config.state.folder);
  try {
    const database = openLedger(join(config.state.folder, "ledger.db"));
    try {
      return storeOver(database, config, clock, lock.release);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

function storeOver(
  database: Database,
  { state, clock: { unverified } }: Config,
  ownClock: Clock | undefined,
  release: () => void,
) {
  const writes = createLazyCommits(database, () => clock.monotonicMs());
  const plain = createLedger(database, writes);
  const copy =
    state.secondCopy === undefined
      ? noSecondCopy
      : openSecondCopy({ copy: state.secondCopy, ledger: database.name }, plain);
  const ledger = guardedLedger(plain, copy);
  const units = createUnitStore(database, Date.now);
  const clock =
    ownClock ?? systemClock({ lastIssuedAt: ledger.lastIssuedAt, notBefore: notBeforeSource(units), unverified });
  const backups = openBackups({
    ledger: database.name,
    folder: state.backups ?? join(state.folder, "backups"),
    isOwn: state.backups === undefined,
  });
  const works: RestWork[] = [searchIndexer(database, writes)];
  const endCheckpoints = checkpointWhenIdle(database, works);
  return {
    database,
    clock,
    copy,
    ledger,
    units,
    writes,
    outbox: createOutbox(database, writes, ledger.isDurable),
    held: createHeldSales(database),
    journal: createPrintJournal(database, writes),
    drawers: createDrawerJournal(database, writes),
    clients: createClients(database),
    people: createPeople(database),
    days: createDayRows(database),
    backups,
    closings: guardedClosings(createClosings(database, writes.trouble), copy),
    mark: createAuditMark(database, writes),
    /** Adds what can wait until nobody sells. */
    whenIdle: (work: RestWork): void => void works.push(work),
    heartbeat: createHeartbeat(database),
    sessions: createSessions(database),
    passwords: createPasswords(),
    activity: createActivityLog(database, clock.wallMs),
    close: async () => {
      endCheckpoints();
      await copy.close();
      await backups.close();
      await writes.close();
      database.close();
      release();
    },
  };
}
