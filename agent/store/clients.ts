// Paired tills: a token is 256 random bits, shown once; only its digest is kept.
import { createHash, randomBytes } from "node:crypto";
import type { Clients } from "../ports.ts";
import type { Database } from "./database.ts";

const PREFIX = "khatm_";
// A random 256-bit token needs no slow hash: there is nothing to guess.
const digest = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The paired tills over an open database. */
export function createClients(database: Database): Clients {
  const pair = database.prepare(
    `INSERT INTO client (name, token_digest, paired_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET token_digest = excluded.token_digest, paired_at = excluded.paired_at, revoked_at = NULL`,
  );
  const identify = database.prepare<[string], { name: string }>(
    "SELECT name FROM client WHERE token_digest = ? AND revoked_at IS NULL",
  );
  const revoke = database.prepare("UPDATE client SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL");
  const names = database.prepare<[], { name: string }>(
    "SELECT name FROM client WHERE revoked_at IS NULL ORDER BY name",
  );
  return {
    pair: (name, at) => {
      const token = PREFIX + randomBytes(32).toString("base64url");
      pair.run(name, digest(token), at);
      return token;
    },
    identify: (token) => (token.startsWith(PREFIX) ? identify.get(digest(token))?.name : undefined),
    revoke: (name, at) => revoke.run(at, name).changes > 0,
    names: () => names.all().map((row) => row.name),
  };
}
