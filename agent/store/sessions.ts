// Sessions of browsers: a token is 256 random bits in a cookie; only its digest is kept.
import { LONGEST_MS } from "../core/people/session-life.ts";
import type { Sessions } from "../ports/people.ts";
import type { Database } from "./database.ts";
import { randomToken, tokenDigest } from "./random-token.ts";

interface SessionRow {
  readonly person: string;
  readonly openedAt: number;
  readonly seenAt: number;
}

/** The sessions of a ledger's file. */
export function createSessions(database: Database): Sessions {
  const open = database.prepare("INSERT INTO session (token_digest, person, opened_at, seen_at) VALUES (?, ?, ?, ?)");
  const sweep = database.prepare("DELETE FROM session WHERE opened_at < ?");
  const find = database.prepare<[string], SessionRow>(
    "SELECT person, opened_at AS openedAt, seen_at AS seenAt FROM session WHERE token_digest = ?",
  );
  const noteUse = database.prepare("UPDATE session SET seen_at = ? WHERE token_digest = ?");
  const close = database.prepare("DELETE FROM session WHERE token_digest = ?");
  const closeAll = database.prepare("DELETE FROM session WHERE person = ? AND token_digest <> ?");
  return {
    open: (person, at) => {
      const token = randomToken();
      sweep.run(at - LONGEST_MS);
      open.run(tokenDigest(token), person, at, at);
      return token;
    },
    find: (token) => find.get(tokenDigest(token)),
    noteUse: (token, at) => void noteUse.run(at, tokenDigest(token)),
    close: (token) => void close.run(tokenDigest(token)),
    closeAll: (person, kept) => void closeAll.run(person, kept === undefined ? "" : tokenDigest(kept)),
  };
}
