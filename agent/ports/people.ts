// Who may use the terminal, and who did what.

import type { ActivityFacts, ChainedActivity } from "../core/chain/activities.ts";
import type { Action } from "../core/people/activity-words.ts";
import type { Failures } from "../core/people/lock-out.ts";
import type { PairedToken, Person } from "../core/people/person.ts";
import type { TokenRole } from "../core/people/roles.ts";
import type { SessionTimes } from "../core/people/session-life.ts";

/** Programs that may use the API. */
export interface Clients {
  /** Pairs a program; the token itself is never stored. @returns the token, shown once. */
  pair(name: string, role: TokenRole, at: number): string;
  /** Who is behind a token; undefined when there is nobody. */
  identify(token: string): PairedToken | undefined;
  revoke(name: string, at: number): boolean;
  /** Those not revoked, by name. */
  list(): readonly PairedToken[];
}

/** A person as stored: with the hash of the password and the failures since the last login. */
export interface StoredPerson extends Omit<Person, "lockedUntil"> {
  readonly passwordHash: string;
  readonly failures: Failures;
}

/** People who may log in. Nobody is ever removed: the activity log names them. */
export interface People {
  find(name: string): StoredPerson | undefined;
  /** By name. */
  list(): readonly StoredPerson[];
  /** Adds or replaces the row of a name. */
  save(person: StoredPerson): void;
  /** Does several writes of the ledger's file in one commit. */
  atOnce<T>(work: () => T): T;
}

/** Sessions of browsers; only a digest of each token is kept. */
export interface Sessions {
  /** @returns the token, known to the browser alone. */
  open(person: string, at: number): string;
  find(token: string): (SessionTimes & { readonly person: string }) | undefined;
  noteUse(token: string, at: number): void;
  close(token: string): void;
  /** Ends every session of a person, but the one that is kept. */
  closeAll(person: string, kept?: string): void;
}

/** Slow hashes of passwords. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes its time where there is no hash to compare with, too. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}

/** A row of the activity log. */
export interface Activity extends ActivityFacts {
  readonly id: number;
}

/** Who did what and when, with result. */
export interface ActivityLog {
  add(entry: {
    readonly actor: string;
    readonly action: Action;
    readonly subject: string;
    readonly result: string;
  }): void;
  /** Newest first, before an id. */
  list(before: number | undefined, limit: number): readonly Activity[];
  /** Oldest first, after an id, with the links of the chain: for an audit. */
  after(id: number, limit: number): readonly ChainedActivity[];
}
