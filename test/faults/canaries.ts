// What must never be seen of a unit: opened from its own files by the published form of the vault, not by its code.
import { readFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import type { Canaries } from "./checker/secrets.ts";
import { keysOf } from "./checker/vault-keys.ts";
import { gatewayIn, wrappingKeyIn } from "./places.ts";
import type { Unit } from "./unit.ts";

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Six digits in base64. */
const SHORTEST = 8;

/** The unit's secrets by name. @throws Error where one cannot be found: a search for nothing finds nothing. */
export function canariesOf(unit: Unit): Canaries {
  const path = wrappingKeyIn(unit.folder);
  const scalars = keysOf(unit.state, path).map(({ name, scalar }) => [`private key ${name}`, scalar] as const);
  const secrets = csidSecrets(unit).map((secret, index) => [`CSID secret ${index + 1}`, base64(secret)] as const);
  const otps = unit.otps.map((otp, index) => [`one-time password ${index + 1}`, base64(otp)] as const);
  const canaries = {
    "wrapping key": readFileSync(path).toString("base64"),
    "till's token": base64(unit.token),
    ...Object.fromEntries([...scalars, ...secrets, ...otps]),
  };
  const isFound = Object.values(canaries).every((secret) => secret.length >= SHORTEST);
  if (!isFound || scalars.length === 0 || secrets.length < 2 || otps.length === 0)
    throw new Error("the unit's secrets were not found");
  return canaries;
}

/** As the simulator issued them. */
function csidSecrets({ folder }: Unit): readonly string[] {
  const database = new Sqlite(gatewayIn(folder), { readonly: true });
  try {
    return database
      .prepare<[], { secret: string }>("SELECT secret FROM csid")
      .all()
      .map((row) => row.secret);
  } finally {
    database.close();
  }
}
