// The simulator's memory: one SQLite database, in memory or in a file that a restarted simulator finds again.
import { existsSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";

const VERSION = 1;

const SCHEMA = `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE csid (
  token TEXT PRIMARY KEY, secret TEXT NOT NULL, profile TEXT NOT NULL, kind TEXT NOT NULL, requestId TEXT NOT NULL,
  vat TEXT NOT NULL, invoiceTypes TEXT NOT NULL, certificate TEXT NOT NULL, issuedAt INTEGER NOT NULL,
  expiresAt INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0, request TEXT
) STRICT;
CREATE TABLE step (token TEXT NOT NULL, step TEXT NOT NULL, PRIMARY KEY (token, step)) STRICT;
CREATE TABLE otp (
  profile TEXT NOT NULL, code TEXT NOT NULL, vat TEXT NOT NULL, madeAt INTEGER NOT NULL, usedAt INTEGER,
  PRIMARY KEY (profile, code)
) STRICT;
CREATE TABLE document (
  id INTEGER PRIMARY KEY, profile TEXT NOT NULL, call TEXT NOT NULL, vat TEXT NOT NULL, token TEXT NOT NULL,
  signer TEXT NOT NULL, hash TEXT NOT NULL, uuid TEXT NOT NULL, irn TEXT NOT NULL, icv TEXT NOT NULL,
  pih TEXT NOT NULL, kind TEXT NOT NULL, typeCode TEXT NOT NULL, verdict TEXT NOT NULL, status INTEGER NOT NULL,
  attempts INTEGER NOT NULL, firstAt INTEGER NOT NULL, lastAt INTEGER NOT NULL, acceptedAt INTEGER,
  findings TEXT NOT NULL, notes TEXT NOT NULL, xml BLOB NOT NULL, cleared BLOB
) STRICT;
CREATE INDEX documentHash ON document (profile, vat, hash);
`;

/** The opened database. */
export type Store = Database.Database;

const OWNER_ONLY = 0o600;

/**
 * Opens the state file, or a database in memory where no file is given. The file holds the simulator's own keys and
 * secrets, so it belongs to its owner alone.
 * @throws Error where the file was written by a newer simulator.
 */
export const openStore = (file: string | undefined): Store => {
  if (file !== undefined && !existsSync(file)) writeFileSync(file, "", { mode: OWNER_ONLY });
  const store = new Database(file ?? ":memory:");
  const version = Number(store.pragma("user_version", { simple: true }));
  if (version > VERSION) {
    store.close();
    throw new Error(`${file} was written by a newer simulator: start that one, or name another state file`);
  }
  store.pragma("journal_mode = WAL");
  if (version < VERSION) {
    store.exec(SCHEMA);
    store.pragma(`user_version = ${VERSION}`);
  }
  return store;
};

/** A value kept under a key; made and stored at the first call. */
export const setting = (store: Store, key: string, make: () => string): string => {
  const row = store.prepare<[string], { value: string }>("SELECT value FROM setting WHERE key = ?").get(key);
  if (row !== undefined) return row.value;
  const value = make();
  store.prepare("INSERT INTO setting (key, value) VALUES (?, ?)").run(key, value);
  return value;
};
