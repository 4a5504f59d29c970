// Paired programs: a token is 256 random bits, shown once; only its digest is kept.
import type { PairedToken } from "../core/people/person.ts";
import type { Clients } from "../ports/people.ts";
import type { Database } from "./database.ts";
import { randomToken, tokenDigest } from "./random-token.ts";

const PREFIX = "khatm_";

/** The paired programs over an open database. */
export function createClients(database: Database): Clients {
  const pair = database.prepare(
    `INSERT INTO client (name, role, token_digest, paired_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET role = excluded.role, token_digest = excluded.token_digest,
       paired_at = excluded.paired_at, revoked_at = NULL`,
  );
  const identify = database.prepare<[string], PairedToken>(
    "SELECT name, role, paired_at AS pairedAt FROM client WHERE token_digest = ? AND revoked_at IS NULL",
  );
  const revoke = database.prepare("UPDATE client SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL");
  const list = database.prepare<[], PairedToken>(
    "SELECT name, role, paired_at AS pairedAt FROM client WHERE revoked_at IS NULL ORDER BY name",
  );
  return {
    pair: (name, role, at) => {
      const token = PREFIX + randomToken();
      pair.run(name, role, tokenDigest(token), at);
      return token;
    },
    identify: (token) => (token.startsWith(PREFIX) ? identify.get(tokenDigest(token)) : undefined),
    revoke: (name, at) => revoke.run(at, name).changes > 0,
    list: () => list.all(),
  };
}
